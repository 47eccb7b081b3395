/**
 * Expected precision@k of a random order.
 * @param relevant how many of the candidates are relevant
 * @param candidates how many tracks are ranked
 */
export function chancePrecisionAt(k: number, relevant: number, candidates: number): number {
  return (relevant / candidates) * (Math.min(k, candidates) / k);
}

/**
 * Expected average precision of a random order of N candidates, R of them relevant, at least one. Place k is relevant with probability R/N, and then each
 * place before it with (R−1)/(N−1), so E = 1/N · Σₖ 1/k · (1 + (k−1)(R−1)/(N−1)) = (H_N + (R−1)/(N−1) · (N − H_N)) / N, where H_N is the harmonic number
 * (Bestgen, "Exact expected average precision of the random baseline", 2015).
 */
export function chanceAveragePrecision(relevant: number, candidates: number): number {
  let harmonic = 0;
  for (let place = 1; place <= candidates; place++) harmonic += 1 / place;
  const others = candidates > 1 ? (relevant - 1) / (candidates - 1) : 0;
  return (harmonic + others * (candidates - harmonic)) / candidates;
}
