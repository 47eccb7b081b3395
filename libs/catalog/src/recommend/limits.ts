import type { EmbeddingSpace } from '../model/embedding-space.ts';
import type { Track } from '../model/track.ts';
import { filterTest } from '../store/track-filter.ts';
import type { TrackFilter } from '../store/track-filter.ts';
import type { Candidate } from './candidates.ts';
import type { PlacedQuery } from './query.ts';
import { isSameArtist, isSameSong } from './same-recording.ts';

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

/** Return the function that decides whether a candidate is within all limits that concern it alone. */
export function eligibility(
  query: PlacedQuery,
  space: EmbeddingSpace,
  limits: Limits,
): (candidate: Candidate) => boolean {
  const tracksOf = (points: PlacedQuery['like']): Track[] => points.flatMap((point) => point.track ?? []);
  const like = tracksOf(query.like);
  const own = [...like, ...tracksOf(query.unlike)];
  const fulfils = filterTest(limits) ?? (() => true);
  const isOwnRecording = ({ track, cosines }: Candidate): boolean =>
    Math.max(...cosines) >= space.sameRecordingCosine || own.some((seed) => isSameSong(track, seed));
  return (candidate) =>
    candidate.similarity >= (limits.minSimilarity ?? -1) &&
    // An index of an older program may not know what it filters by.
    fulfils(candidate.track) &&
    !(limits.otherArtists && like.some((seed) => isSameArtist(candidate.track, seed))) &&
    (limits.allowVersions === true || !isOwnRecording(candidate));
}
