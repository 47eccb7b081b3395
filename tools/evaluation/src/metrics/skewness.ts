import { mean } from './mean.ts';

/**
 * Third standardised moment: 0 where the values lie evenly about their mean, above 1 where a few are far above it. Of N_k it measures hubness
 * (Radovanović, Nanopoulos & Ivanović, "Hubs in space", 2010). 0 where all values are the same.
 */
export function skewness(values: readonly number[]): number {
  const centre = mean(values);
  const variance = mean(values.map((value) => (value - centre) ** 2));
  return variance === 0 ? 0 : mean(values.map((value) => (value - centre) ** 3)) / variance ** 1.5;
}
