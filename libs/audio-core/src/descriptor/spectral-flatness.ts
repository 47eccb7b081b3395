/** Factors that are multiplied before a logarithm is taken: as many of 1e-8 are still far above the least float64. */
const FACTORS = 32;

/**
 * Return the spectral flatness in dB: the geometric mean of the power divided by its arithmetic mean. 0 for a flat
 * spectrum, negative for one with peaks.
 * Reference: 10·log10 of `librosa.feature.spectral_flatness` (power = 2). A product needs fewer logarithms than a sum
 * of them.
 * @param power of all bins; not all 0
 * @param floor lowest power that counts, at least 1e-8 of the highest
 */
export function spectralFlatness(power: Float64Array, floor: number): number {
  let sum = 0;
  for (let bin = 0; bin < power.length; bin++) sum += Math.max(power[bin]!, floor);
  const mean = sum / power.length;
  const scale = 1 / mean;
  let logSum = 0;
  for (let start = 0; start < power.length; start += FACTORS) {
    const end = Math.min(start + FACTORS, power.length);
    let product = 1;
    for (let bin = start; bin < end; bin++) product *= Math.max(power[bin]!, floor) * scale;
    logSum += Math.log10(product);
  }
  return (10 * logSum) / power.length;
}
