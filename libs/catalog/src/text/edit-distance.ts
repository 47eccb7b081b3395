/**
 * Return the optimal string alignment distance: insertions, deletions, substitutions, and transpositions of neighbours.
 * A result above `limit` says only that the distance is above it.
 */
export function editDistance(a: string, b: string, limit: number): number {
  let [beforeLast, last, row] = [[], Array.from({ length: b.length + 1 }, (_, n) => n), []] as number[][];
  for (let i = 1; i <= a.length; i++) {
    const letter = a.charCodeAt(i - 1);
    let least = (row![0] = i);
    for (let j = 1; j <= b.length; j++) {
      const other = b.charCodeAt(j - 1);
      let best = Math.min(last![j]! + 1, row![j - 1]! + 1, last![j - 1]! + (letter === other ? 0 : 1));
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other)
        best = Math.min(best, beforeLast![j - 2]! + 1);
      row![j] = best;
      least = Math.min(least, best);
    }
    if (least > limit) return limit + 1;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last![b.length]!;
}
