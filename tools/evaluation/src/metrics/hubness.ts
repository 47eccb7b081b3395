import { mean } from './estimates.ts';

/**
 * Return the k-occurrence N_k of each track: how often it is among the k nearest of another.
 * @param neighbours for each track its nearest others, nearest first, at least k or all others
 */
export function kOccurrence(neighbours: readonly (readonly number[])[], k: number): number[] {
  const occurrences = neighbours.map(() => 0);
  for (const nearest of neighbours) for (const index of nearest.slice(0, k)) occurrences[index]!++;
  return occurrences;
}

/**
 * Return the third standardised moment: 0 for values spread evenly about their mean, above 1 if a few are far above it.
 * Of N_k it measures hubness (Radovanović, Nanopoulos & Ivanović, "Hubs in space", 2010). 0 if all values are the same.
 */
export function skewness(values: readonly number[]): number {
  const centre = mean(values);
  const variance = mean(values.map((value) => (value - centre) ** 2));
  return variance === 0 ? 0 : mean(values.map((value) => (value - centre) ** 3)) / variance ** 1.5;
}
