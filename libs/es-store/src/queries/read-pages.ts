import type { estypes } from '@elastic/elasticsearch';
import type { Connection } from '../client/connection.ts';
import { failedWithStatus } from '../client/request-failure.ts';
import { COMPLETE_RESULTS } from './complete-results.ts';

/** Default hits per page: a page of tracks without vectors is below a megabyte. */
const PAGE = 1_000;

/** Time that Elasticsearch keeps the snapshot between two pages. */
const KEEP_ALIVE = '5m';

const CLOSE_TIMEOUT_MS = 2_000;

/** A query whose hits are read page by page. */
export interface PagedQuery {
  readonly index: string;
  readonly query: NonNullable<estypes.SearchRequest['query']>;
  /** Keyword field to sort by, with a different value in every hit. */
  readonly sort: string;
  readonly source: estypes.SearchSourceConfig;
  readonly pageSize?: number;
}

/**
 * Read every hit from a snapshot of the index (a point in time), with one page in memory. A snapshot that was lost,
 * because its node restarted or the reader took too long, is replaced by a new one, and reading continues after the
 * last hit.
 */
export async function* readPages<T>(
  connection: Connection,
  { index, query, sort, source, pageSize = PAGE }: PagedQuery,
): AsyncGenerator<estypes.SearchHit<T>> {
  const open = async (): Promise<string> => {
    const { id } = await connection.read((client, limits) =>
      client.openPointInTime({ index, keep_alive: KEEP_ALIVE }, limits),
    );
    return id;
  };
  let snapshot = await open();
  let after: estypes.SortResults | undefined;
  try {
    for (;;) {
      const page = (
        id: string,
      ): Promise<{ readonly hits: estypes.SearchHit<T>[]; readonly next: string | undefined }> =>
        connection.read(async (client, limits) => {
          const { hits, pit_id: next } = await client.search<T>(
            {
              pit: { id, keep_alive: KEEP_ALIVE },
              query,
              sort: [{ [sort]: 'asc' }],
              size: pageSize,
              _source: source,
              seq_no_primary_term: true,
              ...COMPLETE_RESULTS,
              ...(after && { search_after: after }),
            },
            limits,
          );
          return { hits: hits.hits, next };
        });
      const result = await page(snapshot).catch(async (error: unknown) => {
        if (!failedWithStatus(error, 404)) throw error;
        snapshot = await open();
        return page(snapshot);
      });
      snapshot = result.next ?? snapshot;
      const { hits } = result;
      yield* hits;
      if (hits.length < pageSize) return;
      after = hits.at(-1)!.sort!.slice(0, 1);
    }
  } finally {
    // A snapshot that cannot be closed expires.
    await connection
      .read(
        (client, limits) => client.closePointInTime({ id: snapshot }, { ...limits, ignore: [404] }),
        CLOSE_TIMEOUT_MS,
      )
      .catch(() => undefined);
  }
}
