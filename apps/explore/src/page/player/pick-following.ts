import type { PlayableTrack } from './queue.ts';

/** What autoplay must not play now. */
export interface Played {
  /** Ids of the tracks that were played, oldest first; the last one is the current track. */
  readonly heard: readonly string[];
  /** Ids of the tracks that come. */
  readonly coming: readonly string[];
  readonly isHidden: (id: string) => boolean;
}

/**
 * Pick what autoplay plays next. Nothing that was played is repeated while there is anything else. After that, tracks
 * of the half that was heard longest ago are repeated, the oldest first.
 * @param candidates best first
 * @returns at most `count` tracks, each once
 */
export function pickFollowing(
  candidates: readonly PlayableTrack[],
  { heard, coming, isHidden }: Played,
  count: number,
): PlayableTrack[] {
  const possible = candidates.filter(
    ({ id }, index) =>
      !coming.includes(id) && !isHidden(id) && candidates.findIndex((other) => other.id === id) === index,
  );
  const fresh = possible.filter(({ id }) => !heard.includes(id));
  if (fresh.length > 0) return fresh.slice(0, count);
  const byAge = [...new Set(heard.toReversed())].toReversed();
  const longAgo = byAge.slice(0, Math.floor(byAge.length / 2));
  return longAgo.flatMap((id) => possible.find((track) => track.id === id) ?? []).slice(0, count);
}
