import type { estypes } from '@elastic/elasticsearch';
import { fingerprintFromBytes } from '@soundalike/catalog';
import type { Track } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { RequestFailure, SERVICE_UNAVAILABLE } from '../client/request-failure.ts';
import { INNER_FIELDS, trackOf } from '../mapping/track-document.ts';

/** Elasticsearch refuses longer ids, and empty ones, so nothing is stored under them. */
const LONGEST_ID_BYTES = 512;

/** Documents per request: with a vector of 2,048 values as JSON, one is about 40 kB. */
const PAGE = 250;

type Source = Pick<estypes.MgetRequest, '_source_includes' | '_source_excludes'>;

/** Return the tracks with these ids, in the order of the ids, as of this moment. */
export async function getTracks(connection: Connection, index: string, ids: readonly string[]): Promise<Track[]> {
  return (await getInOrder<Track>(connection, index, ids, { _source_excludes: INNER_FIELDS }, {})).map(trackOf);
}

/** Return the vectors of these tracks, in the order of the ids. */
export async function getVectors(
  connection: Connection,
  index: string,
  ids: readonly string[],
): Promise<{ id: string; embedding: Float32Array }[]> {
  // By default, Elasticsearch omits vectors from the source.
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

/** Return the fingerprints of those of these tracks that have one, by id. */
export async function getFingerprints(
  connection: Connection,
  index: string,
  ids: readonly string[],
): Promise<Map<string, Uint32Array>> {
  const source = { _source_includes: ['id', 'fingerprint'] };
  const found = await getInOrder<{ id: string; fingerprint?: string }>(connection, index, ids, source, {});
  return new Map(
    found.flatMap(({ id, fingerprint }) =>
      fingerprint === undefined ? [] : [[id, fingerprintFromBytes(Buffer.from(fingerprint, 'base64'))]],
    ),
  );
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

/**
 * Return the documents that a multi-get found.
 * @throws `RequestFailure` if it could not read one, which Elasticsearch reports per document, without a status
 */
export function foundDocuments<T>(
  docs: readonly estypes.MgetResponseItem<T>[],
): (estypes.GetGetResult<T> & { _source: T })[] {
  return docs.flatMap((doc) => {
    if ('error' in doc) {
      const { type, reason } = doc.error;
      // If the index exists, its shard is not available yet, for example after a restart.
      const status = type === 'index_not_found_exception' ? 404 : SERVICE_UNAVAILABLE;
      throw new RequestFailure(status, type, `${type} ${reason ?? ''}`);
    }
    return doc.found && doc._source ? [{ ...doc, _source: doc._source }] : [];
  });
}
