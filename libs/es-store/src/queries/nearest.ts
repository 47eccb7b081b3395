import type { estypes } from '@elastic/elasticsearch';
import type { Neighbour, Track, TrackFilter } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { searchTracks, searchTracksOfEach } from './complete-results.ts';
import { filterQuery } from './track-filter.ts';

/** Largest k and number of candidates that Elasticsearch accepts in a kNN search. */
const MOST_NEIGHBOURS = 10_000;

/** Neighbours requested in addition to k, so that most ties at the k-th place are complete in the first answer. */
const EXTRA_NEIGHBOURS = 8;

/** Below this, recall at small k is lower; see docs/benchmarks.md. */
const LEAST_CANDIDATES = 200;

const CANDIDATES_PER_NEIGHBOUR = 10;

/** What searches for the nearest tracks of several vectors have in common. */
export interface NearestOptions {
  readonly index: string;
  /** Candidates per shard; null: chosen from k. */
  readonly numCandidates: number | null;
  readonly k: number;
  /** Ids of tracks to omit. */
  readonly exclude: readonly string[];
  /** Conditions on the neighbours. */
  readonly filter: TrackFilter;
}

/** A search for the nearest tracks of a vector. */
export interface NearestQuery extends NearestOptions {
  /** Vector of length 1. */
  readonly vector: Float32Array;
}

/** Searches in one request: as JSON, a vector of 2,048 values is about 40 kB. */
const SEARCHES_PER_REQUEST = 32;

/** Return the k tracks nearest to a unit vector, most similar first, ties by id. */
export async function nearest(connection: Connection, query: NearestQuery): Promise<Neighbour[]> {
  const requested = firstSize(query.k);
  return completeTies(connection, query, await search(connection, query, requested), requested);
}

/** Return the k tracks nearest to each unit vector, as `nearest` does, with several searches in one request. */
export async function nearestToEach(
  connection: Connection,
  vectors: readonly Float32Array[],
  options: NearestOptions,
): Promise<Neighbour[][]> {
  const requested = firstSize(options.k);
  const answers: Neighbour[][] = [];
  for (let from = 0; from < vectors.length; from += SEARCHES_PER_REQUEST) {
    const queries = vectors.slice(from, from + SEARCHES_PER_REQUEST).map((vector) => ({ ...options, vector }));
    const found = await searchTracksOfEach(
      connection,
      options.index,
      queries.map((query) => searchBody(query, requested)),
    );
    for (const [index, hits] of found.entries())
      answers.push(await completeTies(connection, queries[index]!, neighboursOf(hits), requested));
  }
  return answers;
}

function firstSize(k: number): number {
  return Math.min(MOST_NEIGHBOURS, k + EXTRA_NEIGHBOURS);
}

/** Search further if a tie extends beyond the requested neighbours, which may include smaller ids. */
async function completeTies(
  connection: Connection,
  query: NearestQuery,
  first: Neighbour[],
  size: number,
): Promise<Neighbour[]> {
  let [found, requested] = [first, size];
  for (;;) {
    const cutsTie = found.length > query.k && found.at(-1)!.similarity === found[query.k - 1]!.similarity;
    if (!cutsTie || found.length < requested || requested === MOST_NEIGHBOURS) return found.slice(0, query.k);
    requested = Math.min(MOST_NEIGHBOURS, requested * 4);
    found = await search(connection, query, requested);
  }
}

async function search(connection: Connection, query: NearestQuery, size: number): Promise<Neighbour[]> {
  return neighboursOf(await searchTracks(connection, { index: query.index, ...searchBody(query, size) }));
}

function searchBody(query: NearestQuery, size: number): { readonly knn: estypes.KnnSearch; readonly size: number } {
  const filter = filterQuery(query.filter, query.exclude);
  const knn: estypes.KnnSearch = {
    field: 'embedding',
    query_vector: [...query.vector],
    k: size,
    num_candidates: numCandidates(size, query.numCandidates),
    ...(filter !== null && { filter }),
  };
  return { knn, size };
}

function neighboursOf(hits: readonly estypes.SearchHit<Track>[]): Neighbour[] {
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
