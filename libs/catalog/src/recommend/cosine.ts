/** Cosine of two L2-normalised vectors of equal length: their dot product, −1 to 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return Math.max(-1, Math.min(1, sum));
}
