import type { Transform } from './standardisation.ts';

/** Every dimension with mean 0 and standard deviation 1 over the vectors; one that never varies becomes 0. */
export function fitZScores(vectors: readonly Float32Array[]): Transform {
  const dims = vectors[0]!.length;
  const means = new Float64Array(dims);
  const variances = new Float64Array(dims);
  for (const vector of vectors) vector.forEach((value, dim) => (means[dim]! += value / vectors.length));
  for (const vector of vectors)
    vector.forEach((value, dim) => (variances[dim]! += (value - means[dim]!) ** 2 / vectors.length));
  return (vector) =>
    vector.map((value, dim) => (variances[dim] === 0 ? 0 : (value - means[dim]!) / Math.sqrt(variances[dim]!)));
}
