/**
 * Precision@k: the share of the first k places that hold a relevant track. Places beyond the end of a short ranking count as misses.
 * @param relevances whether each track of the ranking is relevant, nearest first
 */
export function precisionAt(k: number, relevances: readonly boolean[]): number {
  return relevances.slice(0, k).filter(Boolean).length / k;
}
