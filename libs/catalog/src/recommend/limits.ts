import { filterTest } from '../store/track-filter.ts';
import type { TrackFilter } from '../store/track-filter.ts';
import type { Track } from '../model/track.ts';
import { isSameArtist } from './same-recording.ts';

/**
 * Limits on the tracks of an answer. All are off by default, except that the tracks of the query and other versions of
 * one recording are excluded.
 */
export interface Limits extends TrackFilter {
  /** Includes other copies and versions of the query's recordings, and of other tracks of the answer. */
  readonly allowVersions?: boolean;
  /** Maximum number of tracks by one artist; unknown artists are not counted. */
  readonly maxPerArtist?: number;
  /** Excludes the artists of the tracks to be like. */
  readonly otherArtists?: boolean;
  /** Excludes tracks below this cosine, even if there are fewer then, or none. */
  readonly minSimilarity?: number;
  /** Ids of tracks to exclude. */
  readonly exclude?: readonly string[];
}

/**
 * Return the function that decides whether a track is within all limits that concern it alone, but for versions and
 * similarity.
 * @param like the tracks to be like
 */
export function eligibility(
  like: readonly Track[],
  limits: Pick<Limits, 'otherArtists' | keyof TrackFilter>,
): (track: Track) => boolean {
  const fulfils = filterTest(limits) ?? (() => true);
  return (track) =>
    // An index of an older program may not know what it filters by.
    fulfils(track) && !(limits.otherArtists && like.some((other) => isSameArtist(track, other)));
}
