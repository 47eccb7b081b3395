import type { estypes } from '@elastic/elasticsearch';
import type { Track } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { RequestFailure, SERVICE_UNAVAILABLE } from '../client/request-failure.ts';
import { INNER_FIELDS, trackOf } from '../mapping/track-document.ts';

/**
 * Options of every search: it fails, and is retried, if a shard does not answer, because a partial result looks like a
 * complete one. Total hits are not counted.
 */
export const COMPLETE_RESULTS = { allow_partial_search_results: false, track_total_hits: false } as const;

/** Most results that Elasticsearch returns for one search. */
export const MOST_RESULTS = 10_000;

/** Search tracks, without the fields that are not part of a `Track`. */
export async function searchTracks(
  connection: Connection,
  request: estypes.SearchRequest,
): Promise<estypes.SearchHit<Track>[]> {
  return connection.read(async (client, limits) => {
    const complete = { ...request, _source: { excludes: INNER_FIELDS }, ...COMPLETE_RESULTS };
    const { hits } = await client.search<Track>(complete, limits);
    return hits.hits.map((hit) => ({ ...hit, _source: trackOf(hit._source!) }));
  });
}

/** Run several searches of tracks in one request. They fail together, and are retried together. */
export async function searchTracksOfEach(
  connection: Connection,
  index: string,
  requests: readonly Pick<estypes.SearchRequest, 'knn' | 'size'>[],
): Promise<estypes.SearchHit<Track>[][]> {
  const { allow_partial_search_results, track_total_hits } = COMPLETE_RESULTS;
  const searches = requests.flatMap((request) => [
    { index, allow_partial_search_results },
    { ...request, _source: { excludes: INNER_FIELDS }, track_total_hits },
  ]);
  return connection.read(async (client, limits) => {
    const { responses } = await client.msearch<Track>({ searches }, limits);
    return responses.map((response) => {
      if (!('error' in response)) return response.hits.hits;
      const { type, reason } = response.error;
      throw new RequestFailure(response.status ?? SERVICE_UNAVAILABLE, type, `${type} ${reason ?? ''}`);
    });
  });
}

/** Count the documents of an index as of the last refresh; retried while a shard does not answer. */
export async function countTracks(connection: Connection, index: string): Promise<number> {
  return connection.read(async (client, limits) => {
    const { count, _shards: shards } = await client.count({ index }, limits);
    if (shards.failed > 0) {
      const message = `${shards.failed} of ${shards.total} shard(s) did not answer`;
      throw new RequestFailure(SERVICE_UNAVAILABLE, 'shards_failed', message);
    }
    return count;
  });
}
