import type { ObservedActivation } from './observe-activations.ts';
import type { QuantisedFilters } from './quantise-filters.ts';

/** What the correction needs to know of an activation. */
export type ActivationMeans = Pick<ObservedActivation, 'means' | 'bands'>;

/** Positions of a 3×3 kernel along one dimension. */
const TAPS = [-1, 0, 1] as const;

/**
 * Compute the average that rounding the weights of a 3×3 convolution adds to each output over music: Σ (quantised −
 * weight) × mean input. Subtracting it from the bias cancels it. Nagel et al., "Data-Free Quantization Through Weight
 * Equalization and Bias Correction" (2019), section 4.2; the zeros that pad the bands are counted, those at the ends of
 * the clip are not.
 * @param weights row-major [outputs, inputs, 3 (time), 3 (band)]
 * @param inputs the convolution's input in some clips
 * @returns one value for each output channel
 */
export function meanRoundingErrors(
  weights: Float32Array,
  { values, scales }: QuantisedFilters,
  inputs: readonly ActivationMeans[],
): Float32Array<ArrayBuffer> {
  const seen = TAPS.map((tap) => channelMeans(inputs, tap));
  const perOutput = weights.length / scales.length;
  return scales.map((scale, output) => {
    let sum = 0;
    for (let n = 0; n < perOutput; n++) {
      const weight = output * perOutput + n;
      sum += (values[weight]! * scale - weights[weight]!) * seen[n % TAPS.length]![Math.floor(n / TAPS.length ** 2)]!;
    }
    return sum;
  });
}

/**
 * Compute the mean of the values that a tap of a kernel sees of each channel, over the bands and the observations of an
 * activation. Beyond the first and the last band there are zeros.
 * @param tap offset along the bands; 0 for the middle tap
 */
function channelMeans(observed: readonly ActivationMeans[], tap: number): Float32Array {
  const { bands, means } = observed[0]!;
  return Float32Array.from({ length: means.length / bands }, (_, channel) => {
    let sum = 0;
    for (const each of observed) {
      for (let band = Math.max(0, tap); band < bands + Math.min(0, tap); band++)
        sum += each.means[channel * bands + band]!;
    }
    return sum / (bands * observed.length);
  });
}
