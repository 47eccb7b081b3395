import { PCA } from 'ml-pca';
import type { Transform } from './standardisation.ts';

/** Variance, as a share of the largest, below which a direction is rounding error. */
const NEGLIGIBLE = 1e-9;

/**
 * PCA whitening: uncorrelated coordinates along the principal axes, each divided by the root of its variance. With fewer vectors than dimensions the small
 * variances are mostly chance, so the mean variance is added to each (shrinkage toward a sphere; Ledoit & Wolf, 2004, with weight one half): directions well
 * above the mean are evened out, those far below it stay small.
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
