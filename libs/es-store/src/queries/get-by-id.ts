import type { estypes } from '@elastic/elasticsearch';
import type { Track } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { INNER_FIELDS } from '../mapping/track-document.ts';
import { foundDocuments } from './found-documents.ts';

/** Elasticsearch refuses longer ids, and empty ones, so nothing is stored under them. */
const LONGEST_ID_BYTES = 512;

/** Documents per request: with a vector of 2,048 values as JSON, one is about 40 kB. */
const PAGE = 250;

type Source = Pick<estypes.MgetRequest, '_source_includes' | '_source_excludes'>;

/** The tracks with these ids, in the order asked, as of this moment. */
export function getTracks(connection: Connection, index: string, ids: readonly string[]): Promise<Track[]> {
  return getInOrder<Track>(connection, index, ids, { _source_excludes: INNER_FIELDS }, {});
}

/** The vectors of these tracks, in the order asked. */
export async function getVectors(
  connection: Connection,
  index: string,
  ids: readonly string[],
): Promise<{ id: string; embedding: Float32Array }[]> {
  // Elasticsearch leaves vectors out of the source unless it is told not to.
  const withVectors = { _source_exclude_vectors: 'false' };
  const found = await getInOrder<{ id: string; embedding: number[] }>(
    connection,
    index,
    ids,
    { _source_includes: ['id', 'embedding'] },
    withVectors,
  );
  return found.map(({ id, embedding }) => ({ id, embedding: Float32Array.from(embedding) }));
}

async function getInOrder<T>(
  connection: Connection,
  index: string,
  ids: readonly string[],
  source: Source,
  querystring: Record<string, string>,
): Promise<T[]> {
  const possible = [...new Set(ids)].filter((id) => id !== '' && Buffer.byteLength(id) <= LONGEST_ID_BYTES);
  const found = new Map<string, T>();
  for (let from = 0; from < possible.length; from += PAGE) {
    const page = possible.slice(from, from + PAGE);
    const documents = await connection.read(async (client, limits) => {
      const { docs } = await client.mget<T>({ index, ids: page, ...source }, { ...limits, querystring });
      return foundDocuments(docs);
    });
    for (const { _id, _source } of documents) found.set(_id, _source);
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
