import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { TrackStore } from '../store/track-store.ts';

/** 200 tracks make 19,900 pairs: enough to distinguish 99.9% from 99.8%, and 1.6 MB of vectors. */
const SAMPLED_TRACKS = 200;
/** Fixed, so that an unchanged library keeps its sample. */
const SAMPLE_SEED = 20_260_801;

/** Pairs of ten tracks: a percentile among fewer says nothing. */
export const FEWEST_PAIRS = 45;

/** Read the vectors of tracks, by id; those that are no longer stored are missing. @throws the store's errors */
export async function vectorsById(
  store: Pick<TrackStore, 'vectors'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Float32Array>> {
  return new Map((await store.vectors(ids)).map(({ id, embedding }) => [id, embedding]));
}

/** Return the cosine of two L2-normalised vectors of equal length, which is their dot product: −1 to 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return Math.max(-1, Math.min(1, sum));
}

/**
 * Return the cosines of all pairs of up to 200 tracks drawn uniformly from the store (reservoir sampling: Vitter,
 * Algorithm R, 1985), ascending, rounded to six digits. Memory does not grow with the library.
 */
export async function samplePairSimilarities(store: Pick<TrackStore, 'list' | 'vectors'>): Promise<number[]> {
  const random = xoroshiro128plus(SAMPLE_SEED);
  const reservoir: string[] = [];
  let seen = 0;
  for await (const { id } of store.list()) {
    const slot = seen < SAMPLED_TRACKS ? seen : uniformInt(random, 0, seen);
    if (slot < SAMPLED_TRACKS) reservoir[slot] = id;
    seen++;
  }
  const vectors = await store.vectors(reservoir);
  const similarities = vectors.flatMap(({ embedding }, index) =>
    vectors.slice(index + 1).map((other) => Math.round(cosine(embedding, other.embedding) * 1e6) / 1e6),
  );
  return similarities.sort((a, b) => a - b);
}

/**
 * Return the percentile of a similarity in a library: the share of its pairs, 0 to 1, that are less similar.
 * @param sorted ascending sample of pair similarities
 * @returns null if the sample is empty
 */
export function percentileOf(similarity: number, sorted: readonly number[]): number | null {
  if (sorted.length === 0) return null;
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < similarity) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
}
