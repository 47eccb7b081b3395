/** Shares of wrong decisions, 0 to 1, of "at or above the threshold is the same". */
export interface Errors {
  /** Share of pairs that are the same and below the threshold. */
  readonly misses: number;
  /** Share of pairs that are different and not below it. */
  readonly falseMerges: number;
}

/** Return the errors of a threshold. @param same values of pairs that are the same; both lists must have a value */
export function judgeThreshold(threshold: number, same: readonly number[], different: readonly number[]): Errors {
  return {
    misses: same.filter((value) => value < threshold).length / same.length,
    falseMerges: different.filter((value) => value >= threshold).length / different.length,
  };
}

/**
 * Return the threshold with the smallest sum of both shares; in the middle between the two values that it separates.
 * Of equally good ones, the one in the widest gap.
 */
export function chooseThreshold(same: readonly number[], different: readonly number[]): number {
  const values = [...new Set([...same, ...different])].sort((a, b) => a - b);
  let best = { threshold: values[0]!, sum: Infinity, gap: 0 };
  for (let n = 1; n < values.length; n++) {
    const [low, high] = [values[n - 1]!, values[n]!];
    const threshold = (low + high) / 2;
    const { misses, falseMerges } = judgeThreshold(threshold, same, different);
    const sum = misses + falseMerges;
    const gap = high - low;
    if (sum < best.sum || (sum === best.sum && gap > best.gap)) best = { threshold, sum, gap };
  }
  return best.threshold;
}
