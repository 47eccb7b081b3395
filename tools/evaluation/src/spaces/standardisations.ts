import { PCA } from 'ml-pca';

/** Function that maps a vector to the space in which cosines are compared. */
export type Transform = (vector: Float32Array) => Float32Array;

/** Method to learn a transform from a library's vectors. */
export interface Standardisation {
  readonly name: string;
  /** @param vectors at least one, all of the same length */
  readonly fit: (vectors: readonly Float32Array[]) => Transform;
}

/** Standardisations that are compared; each learns from the library that is judged. */
export const STANDARDISATIONS: readonly Standardisation[] = [
  { name: 'as is', fit: () => (vector) => vector },
  { name: 'z-scores', fit: fitZScores },
  { name: 'whitened', fit: fitWhitening },
];

/** Variance, as a share of the largest, below which a direction is rounding error. */
const NEGLIGIBLE = 1e-9;

/** Return z-scores with the means and deviations of another library, the same for every library that is judged. */
export function fixedZScores(reference: readonly Float32Array[]): Standardisation {
  return { name: 'fixed z-scores', fit: () => fitZScores(reference) };
}

/** Give every dimension mean 0 and standard deviation 1 over the vectors; a constant dimension becomes 0. */
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

/**
 * Whiten by PCA: uncorrelated coordinates along the principal axes, each divided by the root of its variance. With
 * fewer vectors than dimensions the small variances are mostly chance, so the mean variance is added to each (shrinkage
 * toward a sphere; Ledoit & Wolf, 2004, with weight one half): directions well above the mean become equal, those far
 * below it stay small.
 */
export function fitWhitening(vectors: readonly Float32Array[]): Transform {
  const pca = new PCA(
    vectors.map((vector) => [...vector]),
    { center: true, scale: false },
  );
  const variances = pca.getEigenvalues();
  const axes = variances.filter((variance) => variance > 0 && variance > NEGLIGIBLE * variances[0]!);
  if (axes.length === 0) return () => new Float32Array(1);
  const meanVariance = axes.reduce((sum, variance) => sum + variance, 0) / axes.length;
  return (vector) => {
    const coordinates = pca.predict([[...vector]], { nComponents: axes.length }).getRow(0);
    return Float32Array.from(coordinates, (value, axis) => value / Math.sqrt(axes[axis]! + meanVariance));
  };
}

/** Divide a vector by its L2 norm; the zero vector, which has no direction, is returned unchanged. */
export function unitLength(vector: Float32Array): Float32Array {
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return norm === 0 ? vector : vector.map((value) => value / norm);
}
