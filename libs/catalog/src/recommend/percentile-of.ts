/**
 * Where a similarity stands in a library: the share of its pairs, 0 to 1, that are less close.
 * @param sorted ascending sample of pair similarities
 * @returns null where the sample is empty
 */
export function percentileOf(similarity: number, sorted: readonly number[]): number | null {
  if (sorted.length === 0) return null;
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < similarity) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
}
