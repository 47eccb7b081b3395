import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { TrackStore } from '../store/track-store.ts';
import { cosine } from './cosine.ts';

/** 200 tracks make 19,900 pairs: enough to tell 99.9% from 99.8%, and 1.6 MB of vectors. */
const SAMPLED_TRACKS = 200;
/** Fixed, so that an unchanged library keeps its sample. */
const SAMPLE_SEED = 20_260_801;

/**
 * Cosines of all pairs of up to 200 tracks drawn uniformly from the store (reservoir sampling: Vitter, Algorithm R, 1985),
 * ascending, rounded to six digits. Memory does not grow with the library.
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
