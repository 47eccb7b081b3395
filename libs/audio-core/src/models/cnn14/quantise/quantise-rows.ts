import { bestClip } from './best-clip.ts';

/** Largest magnitude of an int8 weight. */
export const WEIGHT_LEVELS = 127;

/** A matrix whose every row has a scale of its own: `values[n] × scales[row of n]` is what it was, rounded. */
export interface QuantisedRows {
  readonly values: Int8Array<ArrayBuffer>;
  readonly scales: Float32Array<ArrayBuffer>;
}

/**
 * Quantises each of `rows` equal parts of the weights to symmetric int8, clipped where that costs the least squared error.
 * @param leastScale of a row, where a finer one would not do
 */
export function quantiseRows(weights: Float32Array, rows: number, leastScale = (_row: number): number => 0): QuantisedRows {
  const length = weights.length / rows;
  const values = new Int8Array(weights.length);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * length;
    // A filter of zeros keeps a scale that can be divided by.
    const scale = Math.fround(Math.max(bestClip(weights.subarray(start, start + length), WEIGHT_LEVELS) / WEIGHT_LEVELS, leastScale(row))) || 1;
    scales[row] = scale;
    for (let n = start; n < start + length; n++) values[n] = Math.max(-WEIGHT_LEVELS, Math.min(WEIGHT_LEVELS, Math.round(weights[n]! / scale)));
  }
  return { values, scales };
}
