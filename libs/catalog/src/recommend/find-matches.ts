import type { EmbeddingSpace } from '../model/embedding-space.ts';
import type { Track } from '../model/track.ts';
import { filterTest } from '../store/track-filter.ts';
import type { TrackFilter } from '../store/track-filter.ts';
import type { Neighbour, TrackStore } from '../store/track-store.ts';
import { closenessOf } from './closeness.ts';
import type { Closeness } from './closeness.ts';
import { nearestToAny } from './nearest-to-any.ts';
import type { SeededNeighbour } from './nearest-to-any.ts';
import { isSameArtist, isSameSong } from './same-recording.ts';
import { sharedTags } from './shared-tags.ts';
import { cosine, percentileOf } from './similarity.ts';

/**
 * Limits on matches. All are off by default, except that the seed songs and other versions of one recording are
 * excluded.
 */
export interface MatchOptions extends TrackFilter {
  /** Number of matches; default 3. */
  readonly count?: number;
  /** Includes other copies and versions of the seeds' recordings, and of other matches. */
  readonly allowVersions?: boolean;
  /** Maximum number of matches by one artist; unknown artists are not counted. */
  readonly maxPerArtist?: number;
  /** Excludes the seeds' artists. */
  readonly otherArtists?: boolean;
  /** Excludes matches below this cosine, even if there are fewer matches then, or none. */
  readonly minSimilarity?: number;
  /** Ids of tracks to exclude. */
  readonly exclude?: readonly string[];
}

/** A match, with the reasons for it. With several seeds, they refer to the seed nearest to the match. */
export interface Match extends Neighbour {
  /** The seed that the match is nearest to. */
  readonly seed: Track;
  /** Share of the library's pairs of tracks, 0 to 1, that are less similar; null if there is no sample yet. */
  readonly percentile: number | null;
  /** The similarity in words; null if the library is too small to judge by. */
  readonly closeness: Closeness | null;
  /** Labels of the model that both tracks have. */
  readonly sharedTags: readonly string[];
}

/**
 * Return the tracks that sound most like any of the seeds, most similar first, without other copies or versions of one
 * recording. Two tracks count as one recording if their cosine reaches `space.sameRecordingCosine`, or if their tags
 * name the same artist and the same song.
 * @param seeds at least one
 * @returns as many as requested, or all acceptable ones among the 10,000 nearest
 * @throws the store's errors
 */
export async function findMatches(
  store: TrackStore,
  seeds: readonly Track[],
  options: MatchOptions = {},
): Promise<Match[]> {
  const accepted = await acceptNeighbours(store, seeds, options.count ?? 3, options);
  const sample = await store.readPairSimilarities();
  return accepted.map(({ track, similarity, seed }) => {
    const percentile = percentileOf(similarity, sample);
    const closeness = closenessOf(percentile, sample.length);
    return { track, similarity, seed, percentile, closeness, sharedTags: sharedTags(seed.soundTags, track.soundTags) };
  });
}

/** Largest number of neighbours to read; beyond it, there are fewer matches than requested. */
const WIDEST_SEARCH = 10_000;

/** The first search usually finds enough; if many neighbours are excluded, wider searches follow. */
async function acceptNeighbours(
  store: TrackStore,
  seeds: readonly Track[],
  count: number,
  options: MatchOptions,
): Promise<SeededNeighbour[]> {
  for (let k = Math.min(4 * count + 16, WIDEST_SEARCH); ; k = Math.min(4 * k, WIDEST_SEARCH)) {
    const neighbours = await nearestToAny(store, seeds, k, { exclude: options.exclude ?? [], filter: options });
    const accepted = await choose(store, neighbours, count, options);
    const nearestLeft = neighbours.at(-1)?.similarity ?? -1;
    const isAll = neighbours.length < k || k === WIDEST_SEARCH || nearestLeft < (options.minSimilarity ?? -1);
    if (accepted.length === count || isAll) return accepted;
  }
}

async function choose(
  store: TrackStore,
  neighbours: readonly SeededNeighbour[],
  count: number,
  options: MatchOptions,
): Promise<SeededNeighbour[]> {
  const fulfils = filterTest(options) ?? (() => true);
  const eligible = neighbours.filter(
    // An index of an older program may not know what it filters by.
    (neighbour) => fulfils(neighbour.track) && isEligible(neighbour, store.space, options),
  );
  const vectors = options.allowVersions ? new Map<string, Float32Array>() : await vectorsOf(store, eligible);
  const accepted: SeededNeighbour[] = [];
  for (const candidate of eligible) {
    if (accepted.length === count) break;
    const byArtist = accepted.filter(({ track }) => isSameArtist(track, candidate.track)).length;
    if (byArtist >= (options.maxPerArtist ?? Infinity)) continue;
    const repeats = (earlier: Neighbour): boolean => {
      const [a, b] = [vectors.get(earlier.track.id), vectors.get(candidate.track.id)];
      const similarity = a && b ? cosine(a, b) : -1;
      return isSameRecording(earlier.track, candidate.track, similarity, store.space);
    };
    if (options.allowVersions || !accepted.some(repeats)) accepted.push(candidate);
  }
  return accepted;
}

function isEligible(
  { track, similarity, seed }: SeededNeighbour,
  space: EmbeddingSpace,
  options: MatchOptions,
): boolean {
  return (
    similarity >= (options.minSimilarity ?? -1) &&
    !(options.otherArtists && isSameArtist(track, seed)) &&
    (options.allowVersions === true || !isSameRecording(seed, track, similarity, space))
  );
}

function isSameRecording(a: Track, b: Track, similarity: number, space: EmbeddingSpace): boolean {
  return similarity >= space.sameRecordingCosine || isSameSong(a, b);
}

async function vectorsOf(store: TrackStore, neighbours: readonly Neighbour[]): Promise<Map<string, Float32Array>> {
  const vectors = await store.vectors(neighbours.map(({ track }) => track.id));
  return new Map(vectors.map(({ id, embedding }) => [id, embedding]));
}
