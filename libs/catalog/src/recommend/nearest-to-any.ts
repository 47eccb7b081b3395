import type { Track } from '../model/track.ts';
import type { Neighbour, NeighbourOptions, TrackStore } from '../store/track-store.ts';
import { cosine } from './similarity.ts';

/** A neighbour of several seeds. */
export interface SeededNeighbour extends Neighbour {
  /** The seed that it is nearest to; `similarity` is the cosine of the two. */
  readonly seed: Track;
}

/** Fewest neighbours of the centre that are compared with each seed. */
const MIN_COMPARED = 200;

/** A shorter sum of vectors has no direction: the seeds are opposites. */
const MIN_NORM = 1e-3;

/**
 * Return tracks by their greatest cosine with any of the seeds, most similar first, ties by id, without the seeds. With
 * several seeds, these are the `k` or 200 nearest to the centre of the seeds, so that the cost is that of one search.
 * @param seeds at least one
 */
export async function nearestToAny(
  store: Pick<TrackStore, 'similarTo' | 'similarToVector' | 'vectors'>,
  seeds: readonly Track[],
  k: number,
  options: NeighbourOptions,
): Promise<SeededNeighbour[]> {
  const [first] = seeds;
  if (first === undefined) return [];
  if (seeds.length === 1) {
    const neighbours = await store.similarTo(first.id, k, options);
    return neighbours.map((neighbour) => ({ ...neighbour, seed: first }));
  }
  const ids = seeds.map(({ id }) => id);
  const seedVectors = await vectorsById(store, ids);
  const known = seeds.filter(({ id }) => seedVectors.has(id));
  const around = await store.similarToVector(centreOf([...seedVectors.values()]), Math.max(k, MIN_COMPARED), {
    ...options,
    exclude: [...(options.exclude ?? []), ...ids],
  });
  const vectors = await vectorsById(
    store,
    around.map(({ track }) => track.id),
  );
  return around
    .flatMap(({ track }): SeededNeighbour[] => {
      const vector = vectors.get(track.id);
      if (!vector) return [];
      const compared = known.map((seed) => ({ seed, similarity: cosine(vector, seedVectors.get(seed.id)!) }));
      return [{ track, ...compared.reduce((best, each) => (each.similarity > best.similarity ? each : best)) }];
    })
    .sort((a, b) => b.similarity - a.similarity || (a.track.id < b.track.id ? -1 : 1));
}

/** Return the L2-normalised sum of vectors; the first one if they cancel out. */
function centreOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float64Array(vectors[0]!.length);
  for (const vector of vectors) vector.forEach((value, index) => (sum[index]! += value));
  const norm = Math.hypot(...sum);
  return norm < MIN_NORM ? vectors[0]! : Float32Array.from(sum, (value) => value / norm);
}

async function vectorsById(
  store: Pick<TrackStore, 'vectors'>,
  ids: readonly string[],
): Promise<Map<string, Float32Array>> {
  return new Map((await store.vectors(ids)).map(({ id, embedding }) => [id, embedding]));
}
