import type { ObservedClip } from './observe-activations.ts';

/**
 * The levels that a chunk is computed at; it takes the first that is not below its own. Half of the clips are at the first, digital silence at
 * the last, and as much lies between the first and the second as between the second and the last.
 * @param silence level of digital silence
 * @returns ascending
 */
export function chooseLevels(clips: readonly ObservedClip[], silence: number): number[] {
  const sorted = clips.map(({ level }) => level).sort((a, b) => a - b);
  const first = sorted[Math.floor(sorted.length / 2)]!;
  const last = Math.max(silence, sorted.at(-1)!);
  return [first, Math.sqrt(first * last), last];
}

/** The clips that are computed at each level; where there are none, all of them stand for it. */
export function clipsByLevel(clips: readonly ObservedClip[], levels: readonly number[]): ObservedClip[][] {
  return levels.map((level, n) => {
    const within = clips.filter((clip) => clip.level <= level && clip.level > (levels[n - 1] ?? 0));
    return within.length > 0 ? within : [...clips];
  });
}
