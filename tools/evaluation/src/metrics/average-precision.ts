/**
 * Average precision of a whole ranking: the mean, over the relevant tracks, of the precision at their places.
 * Its mean over the seeds is the mean average precision (Manning, Raghavan & Schütze, "Introduction to Information Retrieval", 2008, 8.4).
 * @param relevances whether each track of the ranking is relevant, nearest first; at least one is
 */
export function averagePrecision(relevances: readonly boolean[]): number {
  let found = 0;
  let sum = 0;
  relevances.forEach((relevant, index) => {
    if (relevant) sum += ++found / (index + 1);
  });
  return sum / found;
}
