import type { ObservedActivation } from './observe-activations.ts';
import type { QuantisedFilters } from './quantise-filters.ts';

/** Positions of a 3×3 kernel along one dimension. */
const TAPS = [-1, 0, 1] as const;

/**
 * What rounding the weights of a 3×3 convolution adds to each output on average, over music: Σ (quantised − weight) × mean input. Taken from the
 * bias, it cancels. Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias Correction" (2019), section 4.2; the zeros that
 * pad the bands are counted in, those at the ends of the clip are not.
 * @param weights row-major [outputs, inputs, 3 (time), 3 (band)]
 * @param inputs the convolution's input in some clips
 * @returns one for each output channel
 */
export function meanRoundingErrors(weights: Float32Array, { values, scales }: QuantisedFilters, inputs: readonly ObservedActivation[]): Float32Array<ArrayBuffer> {
  const { bands, means } = inputs[0]!;
  const channels = means.length / bands;
  const seen = TAPS.map((tap) => Float32Array.from({ length: channels }, (_, channel) => meanAtTap(inputs, channel, tap, bands)));
  const perOutput = channels * TAPS.length ** 2;
  return scales.map((scale, output) => {
    let sum = 0;
    for (let n = 0; n < perOutput; n++) {
      const weight = output * perOutput + n;
      sum += (values[weight]! * scale - weights[weight]!) * seen[n % TAPS.length]![Math.floor(n / TAPS.length ** 2)]!;
    }
    return sum;
  });
}

/** Mean over the bands of what a tap sees of a channel; beyond the first and the last band there are zeros. */
function meanAtTap(inputs: readonly ObservedActivation[], channel: number, tap: number, bands: number): number {
  let sum = 0;
  for (const { means } of inputs) {
    for (let band = Math.max(0, tap); band < bands + Math.min(0, tap); band++) sum += means[channel * bands + band]!;
  }
  return sum / (bands * inputs.length);
}
