/**
 * Return precision@k: the share of the first k places that hold a relevant track. Places beyond the end of a short
 * ranking count as misses.
 * @param relevances whether each track of the ranking is relevant, nearest first
 */
export function precisionAt(k: number, relevances: readonly boolean[]): number {
  return relevances.slice(0, k).filter(Boolean).length / k;
}

/**
 * Return the average precision of a complete ranking: the mean, over the relevant tracks, of the precision at their
 * places. Its mean over the seeds is the mean average precision (Manning, Raghavan & Schütze, "Introduction to
 * Information Retrieval", 2008, 8.4).
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

/**
 * Return the expected precision@k of a random order.
 * @param relevant number of relevant candidates
 * @param candidates number of tracks that are ranked
 */
export function chancePrecisionAt(k: number, relevant: number, candidates: number): number {
  return (relevant / candidates) * (Math.min(k, candidates) / k);
}

/**
 * Return the expected average precision of a random order of N candidates, R of them relevant, at least one. Place k is
 * relevant with probability R/N, and then each place before it with (R−1)/(N−1), so
 * E = 1/N · Σₖ 1/k · (1 + (k−1)(R−1)/(N−1)) = (H_N + (R−1)/(N−1) · (N − H_N)) / N, where H_N is the harmonic number
 * (Bestgen, "Exact expected average precision of the random baseline", 2015).
 */
export function chanceAveragePrecision(relevant: number, candidates: number): number {
  let harmonic = 0;
  for (let place = 1; place <= candidates; place++) harmonic += 1 / place;
  const others = candidates > 1 ? (relevant - 1) / (candidates - 1) : 0;
  return (harmonic + others * (candidates - harmonic)) / candidates;
}
