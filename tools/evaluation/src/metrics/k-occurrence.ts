/**
 * k-occurrence N_k: how often each track is among the k nearest of another.
 * @param neighbours for each track its nearest others, nearest first, at least k or all there are
 */
export function kOccurrence(neighbours: readonly (readonly number[])[], k: number): number[] {
  const occurrences = neighbours.map(() => 0);
  for (const nearest of neighbours) for (const index of nearest.slice(0, k)) occurrences[index]!++;
  return occurrences;
}
