import type { CovarianceFactor } from './input-covariances.ts';
import { KERNEL_TAPS, pairRange } from './weight-pairs.ts';

/**
 * Round a filter's weights to steps of `scale`, the last one first. Each weight is corrected by what undoes most of the
 * errors of those rounded before, given how their inputs vary together, so that the filter's output changes little. This
 * also moves what the limit of pairs clips to other weights. Frantar et al., "GPTQ: Accurate Post-Training Quantization
 * for Generative Pre-trained Transformers" (2023), computed as Babai's nearest plane: with covariances L·Lᵀ, the squared
 * error of the output is |Lᵀ · errors|², whose terms are made small one after the other.
 * @param weights of one output, row-major [inputs, 9]
 * @param factors factors of the covariances of the inputs, block by block
 * @param rounded receives the integers, within the limit of pairs
 */
export function compensateRounding(
  weights: Float32Array,
  scale: number,
  factors: readonly CovarianceFactor[],
  rounded: Int8Array,
): void {
  let start = 0;
  for (const { values, size } of factors) {
    const corrections = new Float64Array(size);
    for (let n = size - 1; n >= 0; n--) {
      const row = n * size;
      const weight = weights[start + n]!;
      const wanted = (weight - corrections[n]! / values[row + n]!) / scale;
      // Of a pair, the second is rounded first.
      const isSecond = Math.floor(n / KERNEL_TAPS) % 2 === 1;
      const [least, most] = pairRange(isSecond ? 0 : rounded[start + n + KERNEL_TAPS]!);
      const integer = Math.max(least, Math.min(most, Math.round(wanted)));
      rounded[start + n] = integer;
      const error = integer * scale - weight;
      for (let before = 0; before < n; before++) corrections[before]! += values[row + before]! * error;
    }
    start += size;
  }
}
