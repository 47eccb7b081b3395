import type { Track } from '../model/track.ts';
import { filterTest } from '../store/track-filter.ts';
import type { TrackFilter } from '../store/track-filter.ts';
import type { Neighbour, TrackStore } from '../store/track-store.ts';
import { closenessOf } from './closeness.ts';
import type { Closeness } from './closeness.ts';
import { nearestToAny } from './nearest-to-any.ts';
import type { SeededNeighbour } from './nearest-to-any.ts';
import { Recordings } from './recordings.ts';
import { isSameArtist } from './same-recording.ts';
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
 * recording, as `Recordings` decides.
 * @param seeds at least one
 * @returns as many as requested, or all acceptable ones among the 10,000 nearest
 * @throws the store's errors
 */
export async function findMatches(
  store: TrackStore,
  seeds: readonly Track[],
  options: MatchOptions = {},
): Promise<Match[]> {
  const sample = await store.readPairSimilarities();
  const accepted = await acceptNeighbours(store, seeds, sample, options);
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
  sample: readonly number[],
  options: MatchOptions,
): Promise<SeededNeighbour[]> {
  const count = options.count ?? 3;
  for (let k = Math.min(4 * count + 16, WIDEST_SEARCH); ; k = Math.min(4 * k, WIDEST_SEARCH)) {
    const neighbours = await nearestToAny(store, seeds, k, { exclude: options.exclude ?? [], filter: options });
    const accepted = await choose(store, neighbours, sample, count, options);
    const nearestLeft = neighbours.at(-1)?.similarity ?? -1;
    const isAll = neighbours.length < k || k === WIDEST_SEARCH || nearestLeft < (options.minSimilarity ?? -1);
    if (accepted.length === count || isAll) return accepted;
  }
}

async function choose(
  store: TrackStore,
  neighbours: readonly SeededNeighbour[],
  sample: readonly number[],
  count: number,
  options: MatchOptions,
): Promise<SeededNeighbour[]> {
  const fulfils = filterTest(options) ?? (() => true);
  // An index of an older program may not know what it filters by.
  const allowed = neighbours.filter((neighbour) => fulfils(neighbour.track) && isAllowed(neighbour, options));
  const recordings = options.allowVersions ? null : await Recordings.read(store, tracksOf(allowed), sample);
  const eligible = allowed.filter(({ seed, track, similarity }) => !recordings?.areVersions(seed, track, similarity));
  const vectors = recordings === null ? new Map<string, Float32Array>() : await vectorsOf(store, eligible);
  const accepted: SeededNeighbour[] = [];
  for (const candidate of eligible) {
    if (accepted.length === count) break;
    const byArtist = accepted.filter(({ track }) => isSameArtist(track, candidate.track)).length;
    if (byArtist >= (options.maxPerArtist ?? Infinity)) continue;
    const repeats = (earlier: Neighbour): boolean => {
      const [a, b] = [vectors.get(earlier.track.id), vectors.get(candidate.track.id)];
      return recordings?.areVersions(earlier.track, candidate.track, a && b ? cosine(a, b) : -1) ?? false;
    };
    if (!accepted.some(repeats)) accepted.push(candidate);
  }
  return accepted;
}

function isAllowed({ track, similarity, seed }: SeededNeighbour, options: MatchOptions): boolean {
  return similarity >= (options.minSimilarity ?? -1) && !(options.otherArtists && isSameArtist(track, seed));
}

function tracksOf(neighbours: readonly SeededNeighbour[]): Track[] {
  return neighbours.flatMap(({ seed, track }) => [seed, track]);
}

async function vectorsOf(store: TrackStore, neighbours: readonly Neighbour[]): Promise<Map<string, Float32Array>> {
  const vectors = await store.vectors(neighbours.map(({ track }) => track.id));
  return new Map(vectors.map(({ id, embedding }) => [id, embedding]));
}
