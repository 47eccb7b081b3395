import type { Neighbour, NeighbourOptions, TrackStore } from '../store/track-store.ts';
import type { PlacedPoint, PlacedQuery } from './query.ts';
import { cosine, vectorsById } from './similarity.ts';
import { targetOf, UNLIKE_SHARE } from './target.ts';

/** A track that may answer a query. */
export interface Candidate extends Neighbour {
  /**
   * How well it answers the query: its cosine with the points to be like, as the blend combines them, less half of its
   * mean cosine with those to be unlike.
   */
  readonly score: number;
  /** Its cosines with the points to be like, then with those to be unlike. */
  readonly cosines: readonly number[];
  /** The point to be like that it is nearest to. */
  readonly nearest: PlacedPoint;
}

/** Fewest neighbours of the centre that are compared with each point, if the nearest point counts. */
const FEWEST_COMPARED = 200;

/**
 * Return the tracks that answer a query best, best first, ties by id, without the tracks of the query. The cost is that
 * of one search, however many points there are: the mean of the cosines with several vectors is the cosine with their
 * sum, but for a factor. If the nearest point counts, these are the best of the `k` or 200 nearest to the centre.
 */
export async function findCandidates(
  store: Pick<TrackStore, 'similarToVector' | 'vectors'>,
  query: PlacedQuery,
  k: number,
  { exclude = [], filter = {} }: NeighbourOptions,
): Promise<Candidate[]> {
  const points = [...query.like, ...query.unlike];
  const own = points.flatMap(({ recording }) => recording?.id ?? []);
  const around = await store.similarToVector(
    targetOf(query),
    query.blend === 'nearest' && points.length > 1 ? Math.max(k, FEWEST_COMPARED) : k,
    { exclude: [...exclude, ...own], filter },
  );
  if (points.length === 1) return around.map(({ track, similarity }) => rate(query, track, [similarity])).sort(byScore);
  const vectors = await vectorsById(
    store,
    around.map(({ track }) => track.id),
  );
  return around
    .flatMap(({ track }): Candidate[] => {
      const vector = vectors.get(track.id);
      const cosines = vector && points.map(({ embedding }) => cosine(vector, embedding));
      return cosines ? [rate(query, track, cosines)] : [];
    })
    .sort(byScore);
}

/** Compare by score, best first, ties by id. */
export function byScore(a: Pick<Candidate, 'score' | 'track'>, b: Pick<Candidate, 'score' | 'track'>): number {
  return b.score - a.score || (a.track.id < b.track.id ? -1 : 1);
}

/** Rate a track by its cosines with the points of a query. */
export function rate(query: PlacedQuery, track: Candidate['track'], cosines: readonly number[]): Candidate {
  const nearest = nearestOf(query, cosines);
  const similarity = combine(query, cosines);
  const score = similarity - UNLIKE_SHARE * meanUnlike(query, cosines);
  return { track, similarity, score, cosines, nearest: query.like[nearest]! };
}

/** Return the index of the greatest cosine with a point to be like. */
function nearestOf({ like }: PlacedQuery, cosines: readonly number[]): number {
  return like.reduce((best, _, index) => (cosines[index]! > cosines[best]! ? index : best), 0);
}

/** Combine values of the points to be like, higher being nearer, as the blend says. */
export function combine({ like, blend }: PlacedQuery, values: readonly number[]): number {
  if (blend === 'nearest') return Math.max(...like.map((_, index) => values[index]!));
  return like.reduce((sum, { share }, index) => sum + share * values[index]!, 0);
}

/** Return the mean of the values of the points to be unlike; 0 if there are none. */
export function meanUnlike({ like, unlike }: PlacedQuery, values: readonly number[]): number {
  return unlike.reduce((sum, { share }, index) => sum + share * values[like.length + index]!, 0);
}
