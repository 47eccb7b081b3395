import type { estypes } from '@elastic/elasticsearch';
import type { Neighbour, TrackFilter } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { searchTracks } from './complete-results.ts';
import { filterQuery } from './track-filter.ts';

/** Largest k and number of candidates that Elasticsearch accepts in a kNN search. */
const MOST_NEIGHBOURS = 10_000;

/** Neighbours requested in addition to k, so that most ties at the k-th place are complete in the first answer. */
const EXTRA_NEIGHBOURS = 8;

/** Below this, recall at small k is lower; see docs/benchmarks.md. */
const LEAST_CANDIDATES = 200;

const CANDIDATES_PER_NEIGHBOUR = 10;

/** A search for the nearest tracks of a vector. */
export interface NearestQuery {
  readonly index: string;
  /** Candidates per shard; null: chosen from k. */
  readonly numCandidates: number | null;
  /** Vector of length 1. */
  readonly vector: Float32Array;
  readonly k: number;
  /** Ids of tracks to omit. */
  readonly exclude: readonly string[];
  /** Conditions on the neighbours. */
  readonly filter: TrackFilter;
}

/** Return the k tracks nearest to a unit vector, most similar first, ties by id. */
export async function nearest(connection: Connection, query: NearestQuery): Promise<Neighbour[]> {
  let requested = Math.min(MOST_NEIGHBOURS, query.k + EXTRA_NEIGHBOURS);
  for (;;) {
    const found = await search(connection, query, requested);
    const cutsTie = found.length > query.k && found.at(-1)!.similarity === found[query.k - 1]!.similarity;
    // A tie that extends beyond the requested neighbours may include smaller ids.
    if (!cutsTie || found.length < requested || requested === MOST_NEIGHBOURS) return found.slice(0, query.k);
    requested = Math.min(MOST_NEIGHBOURS, requested * 4);
  }
}

async function search(connection: Connection, query: NearestQuery, size: number): Promise<Neighbour[]> {
  const filter = filterQuery(query.filter, query.exclude);
  const knn: estypes.KnnSearch = {
    field: 'embedding',
    query_vector: [...query.vector],
    k: size,
    num_candidates: numCandidates(size, query.numCandidates),
    ...(filter !== null && { filter }),
  };
  const hits = await searchTracks(connection, { index: query.index, knn, size });
  return hits
    .map((hit) => ({ track: hit._source!, similarity: cosineOf(hit._score!) }))
    .sort((a, b) => b.similarity - a.similarity || (a.track.id < b.track.id ? -1 : 1));
}

/**
 * Return the candidates per shard of an approximate kNN search: ten per neighbour, at least 200.
 * @param configured number that the operator has set; never fewer than the neighbours
 */
export function numCandidates(k: number, configured: number | null): number {
  const wanted = configured ?? Math.max(LEAST_CANDIDATES, CANDIDATES_PER_NEIGHBOUR * k);
  return Math.min(MOST_NEIGHBOURS, Math.max(k, wanted));
}

/** Elasticsearch scores `dot_product` of unit vectors as (1 + cosine) / 2, in float32. */
function cosineOf(score: number): number {
  return Math.max(-1, Math.min(1, 2 * score - 1));
}
