import type { EmbeddingSpace } from '../model/embedding-space.ts';
import type { Track } from '../model/track.ts';
import type { Neighbour, TrackStore } from '../store/track-store.ts';
import { chooseSeed } from './choose-seed.ts';
import type { SeedChoice } from './choose-seed.ts';
import { cosine } from './cosine.ts';
import { percentileOf } from './percentile-of.ts';
import { isSameArtist, isSameSong } from './same-recording.ts';
import { sharedTags } from './shared-tags.ts';

/** What is asked for. Everything is off by default but the seed song itself and versions of one recording, which are left out. */
export interface RecommendOptions {
  /** Default: a song drawn uniformly at random. */
  readonly seed?: SeedChoice;
  /** Number of matches; default 3. */
  readonly count?: number;
  /** Any integer; makes the random choice reproducible on an unchanged library. */
  readonly randomSeed?: number;
  /** Keeps other copies and versions of the seed's recording, and of one another, among the matches. */
  readonly allowVersions?: boolean;
  /** At most so many matches by one artist; unknown artists are not counted. */
  readonly maxPerArtist?: number;
  /** Leaves out the seed's artist. */
  readonly otherArtists?: boolean;
  readonly minDurationSeconds?: number;
  readonly maxDurationSeconds?: number;
  /** Leaves out matches below this cosine: fewer matches, or none, are an honest answer. */
  readonly minSimilarity?: number;
  /** Ids of tracks that must not be among the matches. */
  readonly exclude?: readonly string[];
}

/** A match, and why it is one. */
export interface Match extends Neighbour {
  /** Share of the library's pairs of tracks, 0 to 1, that are less close than this one; null where there is no sample yet. */
  readonly percentile: number | null;
  /** The model's labels that both tracks carry. */
  readonly sharedTags: readonly string[];
}

/** A seed song and its most similar tracks, most similar first. */
export interface Recommendation {
  readonly space: EmbeddingSpace;
  readonly seed: Track;
  /** As many as were asked for, or all that fit among the 10,000 nearest. */
  readonly matches: readonly Match[];
}

/**
 * A seed song and the tracks that sound most like it: the plain nearest neighbours by cosine, without other copies or versions of one recording.
 * Two tracks are taken for one recording when their cosine reaches `space.sameRecordingCosine`, or their tags name one artist and one song.
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

/** How far into the neighbours a search goes before fewer matches than asked for are the answer. */
const WIDEST_SEARCH = 10_000;

/** Most of what is asked for comes with the first search; where much is left out, ever wider ones follow. */
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
  const fitting = neighbours.filter((neighbour) => fits(neighbour, seed, store.space, options));
  const vectors = options.allowVersions ? new Map<string, Float32Array>() : await vectorsOf(store, fitting);
  const accepted: Neighbour[] = [];
  for (const candidate of fitting) {
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

function fits(
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
