import type { EmbeddingSpace } from '../model/embedding-space.ts';
import type { Track } from '../model/track.ts';
import type { Neighbour, TrackStore } from '../store/track-store.ts';
import { chooseSeed } from './choose-seed.ts';
import type { SeedChoice } from './choose-seed.ts';
import { isSameArtist, isSameSong } from './same-recording.ts';
import { sharedTags } from './shared-tags.ts';
import { cosine, percentileOf } from './similarity.ts';

/**
 * Options of a recommendation. All filters are off by default, except that the seed song and other versions of one
 * recording are excluded.
 */
export interface RecommendOptions {
  /** Default: a song drawn uniformly at random. */
  readonly seed?: SeedChoice;
  /** Number of matches; default 3. */
  readonly count?: number;
  /** Any integer; makes the random choice reproducible on an unchanged library. */
  readonly randomSeed?: number;
  /** Includes other copies and versions of the seed's recording, and of other matches. */
  readonly allowVersions?: boolean;
  /** Maximum number of matches by one artist; unknown artists are not counted. */
  readonly maxPerArtist?: number;
  /** Excludes the seed's artist. */
  readonly otherArtists?: boolean;
  readonly minDurationSeconds?: number;
  readonly maxDurationSeconds?: number;
  /** Excludes matches below this cosine, even if there are fewer matches then, or none. */
  readonly minSimilarity?: number;
  /** Ids of tracks to exclude. */
  readonly exclude?: readonly string[];
}

/** A match, with the reasons for it. */
export interface Match extends Neighbour {
  /** Share of the library's pairs of tracks, 0 to 1, that are less similar; null if there is no sample yet. */
  readonly percentile: number | null;
  /** Labels of the model that both tracks have. */
  readonly sharedTags: readonly string[];
}

/** A seed song and its most similar tracks, most similar first. */
export interface Recommendation {
  readonly space: EmbeddingSpace;
  readonly seed: Track;
  /** As many as requested, or all acceptable ones among the 10,000 nearest. */
  readonly matches: readonly Match[];
}

/**
 * Return a seed song and the tracks that sound most like it: the nearest neighbours by cosine, without other copies or
 * versions of one recording. Two tracks count as one recording if their cosine reaches `space.sameRecordingCosine`, or
 * if their tags name the same artist and the same song.
 * @throws `STORE_EMPTY`, `TRACK_NOT_FOUND`, and the store's errors
 */
export async function recommend(store: TrackStore, options: RecommendOptions = {}): Promise<Recommendation> {
  const count = options.count ?? 3;
  const seed = await chooseSeed(store, options.seed, options.randomSeed);
  const accepted = await acceptNeighbours(store, seed, count, options);
  const sample = await store.readPairSimilarities();
  const matches = accepted.map(({ track, similarity }) => ({
    track,
    similarity,
    percentile: percentileOf(similarity, sample),
    sharedTags: sharedTags(seed.soundTags, track.soundTags),
  }));
  return { space: store.space, seed, matches };
}

/** Largest number of neighbours to read; beyond it, there are fewer matches than requested. */
const WIDEST_SEARCH = 10_000;

/** The first search usually finds enough; if many neighbours are excluded, wider searches follow. */
async function acceptNeighbours(
  store: TrackStore,
  seed: Track,
  count: number,
  options: RecommendOptions,
): Promise<Neighbour[]> {
  for (let k = Math.min(4 * count + 16, WIDEST_SEARCH); ; k = Math.min(4 * k, WIDEST_SEARCH)) {
    const neighbours = await store.similarTo(seed.id, k, { exclude: options.exclude ?? [] });
    const accepted = await choose(store, seed, neighbours, count, options);
    const nearestLeft = neighbours.at(-1)?.similarity ?? -1;
    const isAll = neighbours.length < k || k === WIDEST_SEARCH || nearestLeft < (options.minSimilarity ?? -1);
    if (accepted.length === count || isAll) return accepted;
  }
}

async function choose(
  store: TrackStore,
  seed: Track,
  neighbours: readonly Neighbour[],
  count: number,
  options: RecommendOptions,
): Promise<Neighbour[]> {
  const eligible = neighbours.filter((neighbour) => isEligible(neighbour, seed, store.space, options));
  const vectors = options.allowVersions ? new Map<string, Float32Array>() : await vectorsOf(store, eligible);
  const accepted: Neighbour[] = [];
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
  { track, similarity }: Neighbour,
  seed: Track,
  space: EmbeddingSpace,
  options: RecommendOptions,
): boolean {
  return (
    similarity >= (options.minSimilarity ?? -1) &&
    track.durationSeconds >= (options.minDurationSeconds ?? 0) &&
    track.durationSeconds <= (options.maxDurationSeconds ?? Infinity) &&
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
