import type { EmbeddingSpace } from '../model/embedding-space.ts';
import type { Track } from '../model/track.ts';
import type { Candidate } from './candidates.ts';
import type { PlacedQuery } from './query.ts';
import { isSameArtist, isSameSong } from './same-recording.ts';

/**
 * Limits on the tracks of an answer. All are off by default, except that the tracks of the query and other versions of
 * one recording are excluded.
 */
export interface Limits {
  /** Includes other copies and versions of the query's recordings, and of other tracks of the answer. */
  readonly allowVersions?: boolean;
  /** Maximum number of tracks by one artist; unknown artists are not counted. */
  readonly maxPerArtist?: number;
  /** Excludes the artists of the tracks to be like. */
  readonly otherArtists?: boolean;
  readonly minDurationSeconds?: number;
  readonly maxDurationSeconds?: number;
  /** Excludes tracks below this cosine, even if there are fewer then, or none. */
  readonly minSimilarity?: number;
  /** Ids of tracks to exclude. */
  readonly exclude?: readonly string[];
}

/** Return whether a candidate is within all limits that concern it alone. */
export function isEligible(candidate: Candidate, query: PlacedQuery, space: EmbeddingSpace, limits: Limits): boolean {
  const { track, similarity } = candidate;
  const tracksOf = (points: PlacedQuery['like']): Track[] => points.flatMap((point) => point.track ?? []);
  const like = tracksOf(query.like);
  return (
    similarity >= (limits.minSimilarity ?? -1) &&
    isAllowed(track, limits) &&
    !(limits.otherArtists && like.some((seed) => isSameArtist(track, seed))) &&
    (limits.allowVersions === true ||
      !(
        Math.max(...candidate.cosines) >= space.sameRecordingCosine ||
        [...like, ...tracksOf(query.unlike)].some((seed) => isSameSong(track, seed))
      ))
  );
}

/** Return whether a track is within the limits that concern the track itself, whatever it is compared with. */
export function isAllowed(track: Track, limits: Limits): boolean {
  return (
    track.durationSeconds >= (limits.minDurationSeconds ?? 0) &&
    track.durationSeconds <= (limits.maxDurationSeconds ?? Infinity)
  );
}

/** Return whether two tracks are one recording or versions of one song. */
export function isSameRecording(a: Track, b: Track, similarity: number, space: EmbeddingSpace): boolean {
  return similarity >= space.sameRecordingCosine || isSameSong(a, b);
}
