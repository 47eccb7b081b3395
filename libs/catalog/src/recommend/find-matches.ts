import type { Track } from '../model/track.ts';
import type { Neighbour, TrackStore } from '../store/track-store.ts';
import { closenessOf } from './closeness.ts';
import type { Closeness } from './closeness.ts';
import { collect } from './collect.ts';
import type { CollectOptions } from './collect.ts';
import { placeQuery } from './query.ts';
import type { Query } from './query.ts';
import { sharedTags } from './shared-tags.ts';
import { percentileOf } from './similarity.ts';

/** Limits on matches, and their number and order. */
export interface MatchOptions extends CollectOptions {
  /** Number of matches; default 3. */
  readonly count?: number;
}

/**
 * A match, with the reasons for it. With several points to be like, `similarity` is the mean of the cosines with them,
 * or that with the nearest one, as the query's blend says.
 */
export interface QueryMatch extends Neighbour {
  /** The track of the query that the match is nearest to; null if that is a clip. */
  readonly seed: Track | null;
  /** Share of the library's pairs of tracks, 0 to 1, that are less similar; null if there is no sample yet. */
  readonly percentile: number | null;
  /** The similarity in words; null if the library is too small to judge by. */
  readonly closeness: Closeness | null;
  /** Labels of the model that both the match and the nearest point of the query have. */
  readonly sharedTags: readonly string[];
}

/** A match of a query that has only tracks. */
export interface Match extends QueryMatch {
  readonly seed: Track;
}

/**
 * Return the tracks that answer a query best, best first, without other copies or versions of one recording, as
 * `Recordings` decides. Without tracks to be unlike and without rescaling, the order is that of similarity.
 * @returns as many as requested, or all acceptable ones among the 10,000 nearest
 * @throws `TRACK_NOT_FOUND` if no track of the query to be like is stored; `USAGE` for a wrong weight; the store's errors
 */
export async function findMatches(store: TrackStore, query: Query, options: MatchOptions = {}): Promise<QueryMatch[]> {
  const sample = await store.readPairSimilarities();
  const accepted = await collect(store, await placeQuery(store, query), options.count ?? 3, options, sample);
  return accepted.map(({ track, similarity, nearest }) => {
    const percentile = percentileOf(similarity, sample);
    return {
      track,
      similarity,
      seed: nearest.track,
      percentile,
      closeness: closenessOf(percentile, sample.length),
      sharedTags: sharedTags(nearest.soundTags, track.soundTags),
    };
  });
}

/** Return the matches of tracks. @throws as `findMatches` */
export async function findMatchesOfTracks(
  store: TrackStore,
  tracks: readonly Track[],
  { blend, ...options }: MatchOptions & Pick<Query, 'blend'>,
): Promise<Match[]> {
  const like = tracks.map((track) => ({ track }));
  const matches = await findMatches(store, { like, ...(blend && { blend }) }, options);
  return matches.flatMap((match) => (match.seed ? [{ ...match, seed: match.seed }] : []));
}
