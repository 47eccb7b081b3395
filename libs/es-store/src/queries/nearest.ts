import type { estypes } from '@elastic/elasticsearch';
import type { Neighbour, Track } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { INNER_FIELDS } from '../mapping/track-document.ts';
import { numCandidates } from './num-candidates.ts';
import { WHOLE } from './whole.ts';

/** The most that one kNN search gives. */
const MOST_NEIGHBOURS = 10_000;

/** Asked for beyond k, so that most ties at the k-th place are seen whole at the first try. */
const BEYOND = 8;

/** What is searched, and how. */
export interface NearestQuery {
  readonly index: string;
  readonly numCandidates: number | null;
  readonly vector: Float32Array;
  readonly k: number;
  readonly exclude: readonly string[];
}

/** The k tracks nearest to a unit vector, most similar first, ties by id. */
export async function nearest(connection: Connection, query: NearestQuery): Promise<Neighbour[]> {
  let asked = Math.min(MOST_NEIGHBOURS, query.k + BEYOND);
  for (;;) {
    const found = await search(connection, query, asked);
    const cutsTie = found.length > query.k && found.at(-1)!.similarity === found[query.k - 1]!.similarity;
    // A tie that reaches beyond what was asked for may hold smaller ids.
    if (!cutsTie || found.length < asked || asked === MOST_NEIGHBOURS) return found.slice(0, query.k);
    asked = Math.min(MOST_NEIGHBOURS, asked * 4);
  }
}

async function search(connection: Connection, query: NearestQuery, size: number): Promise<Neighbour[]> {
  const knn: estypes.KnnSearch = {
    field: 'embedding',
    query_vector: [...query.vector],
    k: size,
    num_candidates: numCandidates(size, query.numCandidates),
    ...(query.exclude.length > 0 && { filter: { bool: { must_not: { terms: { id: [...query.exclude] } } } } }),
  };
  const { hits } = await connection.read((client, limits) =>
    client.search<Track>({ index: query.index, knn, size, _source: { excludes: INNER_FIELDS }, ...WHOLE }, limits),
  );
  return hits.hits
    .map((hit) => ({ track: hit._source!, similarity: cosineOf(hit._score!) }))
    .sort((a, b) => b.similarity - a.similarity || (a.track.id < b.track.id ? -1 : 1));
}

/** Elasticsearch scores `dot_product` of unit vectors as (1 + cosine) / 2, in float32. */
function cosineOf(score: number): number {
  return Math.max(-1, Math.min(1, 2 * score - 1));
}
