import type { EmbeddingSpace, RecordStore, SpaceAdmin, TrackStore } from '@soundalike/catalog';
import { openElasticsearchRecords, openElasticsearchSpaces, openElasticsearchStore } from '@soundalike/es-store';
import { openSqliteRecords, openSqliteSpaces, openSqliteStore } from '@soundalike/sqlite-store';
import type { Settings } from '@soundalike/settings';

/** The settings that select the store. */
export type StoreSettings = Pick<Settings, 'storePath' | 'elasticsearch'>;

/** Options for opening a store. */
export interface OpenOptions {
  /**
   * Longest time in milliseconds for one request to Elasticsearch, retries included, or for a writer of the embedded
   * store to wait for
   * another one; default: the store's own.
   */
  readonly callTimeoutMs?: number;
  /** Elasticsearch: receives each failure that a request waits for, once it has waited for some seconds. */
  readonly onWait?: (error: unknown) => void;
  /** Elasticsearch: ends the calls in progress and all later ones with `ABORTED`. */
  readonly signal?: AbortSignal;
  /**
   * Open for reading only: a missing embedded store is then not created, and its folder need not be writable.
   * Default: false, except for `openStore` without a space.
   */
  readonly readOnly?: boolean;
  /** The embedded store: load what searches need at once, and what is written later. Default: at the next search. */
  readonly loadAhead?: boolean;
  /** The embedded store: threads that search; 0: the calling one. Default: as many as suit the size of the library. */
  readonly searchThreads?: number;
}

/**
 * Open the configured store.
 * @param space the space to write to, which is added if it is new; without it, the served space is opened for reading
 * @throws `STORE_EMPTY` if nothing is served yet, `STORE_UNAVAILABLE`, `STORE_CORRUPT`, `STORE_SCHEMA_NEWER`
 */
export async function openStore(
  settings: StoreSettings,
  space?: EmbeddingSpace,
  { readOnly = !space, loadAhead = false, searchThreads, ...options }: OpenOptions = {},
): Promise<TrackStore> {
  if (settings.elasticsearch)
    return openElasticsearchStore({ ...settings.elasticsearch, ...options, ...(space && { space }) });
  const file = sqliteFile(settings, options);
  const search = { loadAhead, ...(searchThreads !== undefined && { searchThreads }) };
  return openSqliteStore({ ...file, ...search, readOnly, create: !readOnly, ...(space && { space }) });
}

/**
 * Open the records that are stored next to the tracks; they are added if there are none yet.
 * @throws as `openStore`, but never `STORE_EMPTY`
 */
export async function openRecords(
  settings: StoreSettings,
  { readOnly = false, ...options }: OpenOptions = {},
): Promise<RecordStore> {
  if (settings.elasticsearch) return openElasticsearchRecords({ ...settings.elasticsearch, ...options });
  return openSqliteRecords({ ...sqliteFile(settings, options), readOnly });
}

/**
 * Open the list of embedding spaces in the configured store.
 * @throws as `openStore`, but never `STORE_EMPTY`
 */
export async function openSpaces(
  settings: StoreSettings,
  { readOnly = false, ...options }: OpenOptions = {},
): Promise<SpaceAdmin> {
  if (settings.elasticsearch) return openElasticsearchSpaces({ ...settings.elasticsearch, ...options });
  return openSqliteSpaces({ ...sqliteFile(settings, options), readOnly });
}

function sqliteFile(
  { storePath }: Pick<StoreSettings, 'storePath'>,
  { callTimeoutMs }: OpenOptions,
): { readonly path: string; readonly busyTimeoutMs?: number } {
  return { path: storePath, ...(callTimeoutMs !== undefined && { busyTimeoutMs: callTimeoutMs }) };
}
