import { compensateRounding } from './compensate-rounding.ts';
import type { CovarianceFactor } from './input-covariances.ts';
import { KERNEL_TAPS, pairExcess, WEIGHT_LEVELS } from './weight-pairs.ts';

/**
 * Scales to try, relative to the one at which the largest weight is the largest int8. Coarser ones clip fewer pairs,
 * finer ones round less.
 */
const SHARES = Array.from({ length: 29 }, (_, step) => 2 - step / 16);

/** The filters of a convolution, each with its own scale: `values[n] × scales[filter of n]` is the rounded weight. */
export interface QuantisedFilters {
  readonly values: Int8Array<ArrayBuffer>;
  readonly scales: Float32Array<ArrayBuffer>;
}

/** Options of `quantiseFilters`. */
export interface FilterOptions {
  /** Return the smallest scale that is allowed for an output. Default: 0. */
  readonly leastScale?: (output: number) => number;
  /** Awaited after each filter, which takes milliseconds. An error that it throws ends the quantisation. */
  readonly afterFilter?: () => Promise<void>;
}

/**
 * Quantise each filter to symmetric int8 at the scale at which plain rounding has the least squared error, with
 * compensation of rounding errors. Sums of pairs fit in 16 bits: see `MOST_OF_PAIR`.
 * @param weights of 3×3 kernels, row-major [outputs, inputs, 9]
 * @param factors factors of the covariances of the inputs over music, block by block
 * @throws RangeError for an odd number of inputs, which cannot be paired, for factors of other inputs, or for a weight that
 * is not finite
 */
export async function quantiseFilters(
  weights: Float32Array,
  outputs: number,
  factors: readonly CovarianceFactor[],
  { leastScale = () => 0, afterFilter }: FilterOptions = {},
): Promise<QuantisedFilters> {
  const length = weights.length / outputs;
  const inputs = length / KERNEL_TAPS;
  if (inputs % 2 > 0) throw new RangeError(`filters: expected an even number of inputs, got ${inputs}`);
  const covered = factors.reduce((sum, { size }) => sum + size, 0);
  if (covered !== length) throw new RangeError(`filters: expected factors of ${length} inputs, got ${covered}`);
  const values = new Int8Array(weights.length);
  const scales = new Float32Array(outputs);
  for (let output = 0; output < outputs; output++) {
    const filter = weights.subarray(output * length, (output + 1) * length);
    const scale = bestScale(filter, leastScale(output));
    compensateRounding(filter, scale, factors, values.subarray(output * length, (output + 1) * length));
    scales[output] = scale;
    await afterFilter?.();
  }
  return { values, scales };
}

/** Find the scale with the least squared error. */
function bestScale(weights: Float32Array, least: number): number {
  let peak = 0;
  for (const weight of weights) peak = Math.max(peak, Math.abs(weight));
  if (!Number.isFinite(peak)) throw new RangeError(`filters: expected finite weights, got ${peak}`);
  let best = { scale: 0, error: Infinity };
  for (const share of SHARES) {
    // A filter of zeros needs a scale that is not 0.
    const scale = Math.fround(Math.max((peak * share) / WEIGHT_LEVELS, least)) || 1;
    const error = roundingError(weights, scale);
    if (error < best.error) best = { scale, error };
  }
  return best.scale;
}

/**
 * Return the squared error of rounding to steps of `scale`, within the range of int8 and of pairs. Both weights of a pair
 * are reduced equally.
 */
function roundingError(weights: Float32Array, scale: number): number {
  let error = 0;
  for (let start = 0; start < weights.length; start += 2 * KERNEL_TAPS) {
    for (let n = start; n < start + KERNEL_TAPS; n++) {
      const first = weights[n]!;
      const second = weights[n + KERNEL_TAPS]!;
      let a = toInt8(first / scale);
      let b = toInt8(second / scale);
      const excess = pairExcess(a, b);
      if (excess > 0) {
        const sign = Math.sign(a);
        a -= sign * Math.ceil(excess / 2);
        b -= sign * Math.floor(excess / 2);
      }
      error += (a * scale - first) ** 2 + (b * scale - second) ** 2;
    }
  }
  return error;
}

/** Round to int8. `Math.round` would take most of the time of the search for scales. */
function toInt8(value: number): number {
  return Math.max(-WEIGHT_LEVELS, Math.min(WEIGHT_LEVELS, Math.floor(value + 0.5)));
}
