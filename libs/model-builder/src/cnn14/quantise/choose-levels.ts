/**
 * The levels that a chunk is computed at; it takes the first that is not below its own. A share of the clips is at the first, digital silence at
 * the last, and all steps between are equal factors.
 * @param clips levels of clips of music
 * @param silence level of digital silence
 * @param count of levels, two or more
 * @param share of the clips that the first is for, from 0 to 1
 * @returns ascending
 */
export function chooseLevels(clips: readonly number[], silence: number, count: number, share: number): number[] {
  const sorted = clips.toSorted((a, b) => a - b);
  const first = sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]!;
  const last = Math.max(silence, sorted.at(-1)!);
  // Without rounding, the last is the last.
  return Array.from({ length: count }, (_, n) =>
    n === count - 1 ? last : Math.min(last, first * (last / first) ** (n / (count - 1))),
  );
}

/** The clips that are computed at each level; where there are none, all of them stand for it. */
export function clipsByLevel<T>(clips: readonly T[], levelOf: (clip: T) => number, levels: readonly number[]): T[][] {
  return levels.map((level, n) => {
    const within = clips.filter((clip) => levelOf(clip) <= level && levelOf(clip) > (levels[n - 1] ?? 0));
    return within.length > 0 ? within : [...clips];
  });
}
