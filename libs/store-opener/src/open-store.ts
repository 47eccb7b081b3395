import type { EmbeddingSpace, RecordStore, SpaceAdmin, TrackStore } from '@soundalike/catalog';
import {
  openElasticsearchRecords,
  openElasticsearchSpaces,
  openElasticsearchStore,
  rebuildElasticsearchSpace,
} from '@soundalike/es-store';
import type { RebuildOptions, RebuiltSpace } from '@soundalike/es-store';
import { openSqliteRecords, openSqliteSpaces, openSqliteStore } from '@soundalike/sqlite-store';
import type { Settings } from '@soundalike/settings';

/** The part of the settings that says where the tracks are kept. */
export type StoreSettings = Pick<Settings, 'storePath' | 'elasticsearch'>;

/** How a store is opened. */
export interface OpenOptions {
  /** Longest time in milliseconds that one request to Elasticsearch may take, retries included, or that a writer of the embedded store waits for another one; default: the store's own. */
  readonly callTimeoutMs?: number;
  /** Only to look at what is there: the embedded store is then not made where it is not, and may lie where nothing can be written. Default: no, but for `openStore` without a space. */
  readonly readOnly?: boolean;
}

/**
 * Opens the store that the configuration names, for every app.
 * With a space: for writing into that space, which is added where it is new. Without: for reading the space that is served.
 * @throws `STORE_EMPTY` when nothing is served yet, `STORE_UNAVAILABLE`, `STORE_CORRUPT`, `STORE_SCHEMA_NEWER`
 */
export async function openStore(
  settings: StoreSettings,
  space?: EmbeddingSpace,
  { readOnly = !space, ...options }: OpenOptions = {},
): Promise<TrackStore> {
  if (settings.elasticsearch)
    return openElasticsearchStore({ ...settings.elasticsearch, ...options, ...(space && { space }) });
  return openSqliteStore({ ...sqliteFile(settings, options), readOnly, create: !readOnly, ...(space && { space }) });
}

/** Opens the records that lie beside the tracks, for reading and writing; added where there are none yet. @throws as `openStore`, but never `STORE_EMPTY` */
export async function openRecords(
  settings: StoreSettings,
  { readOnly = false, ...options }: OpenOptions = {},
): Promise<RecordStore> {
  if (settings.elasticsearch) return openElasticsearchRecords({ ...settings.elasticsearch, ...options });
  return openSqliteRecords({ ...sqliteFile(settings, options), readOnly });
}

/** Opens the list of embedding spaces that the configured store holds. @throws as `openStore`, but never `STORE_EMPTY` */
export async function openSpaces(
  settings: StoreSettings,
  { readOnly = false, ...options }: OpenOptions = {},
): Promise<SpaceAdmin> {
  if (settings.elasticsearch) return openElasticsearchSpaces({ ...settings.elasticsearch, ...options });
  return openSqliteSpaces({ ...sqliteFile(settings, options), readOnly });
}

/**
 * Brings the index of a space to the mapping and the vector index that program and configuration want; the embedded store has none to bring up.
 * The caller sees to it that nothing writes meanwhile.
 * @returns null where there is nothing to do. @throws as `rebuildElasticsearchSpace`
 */
export async function rebuildSpace(settings: StoreSettings, options: RebuildOptions): Promise<RebuiltSpace | null> {
  return settings.elasticsearch ? rebuildElasticsearchSpace(settings.elasticsearch, options) : null;
}

function sqliteFile(
  { storePath }: StoreSettings,
  { callTimeoutMs }: OpenOptions,
): { readonly path: string; readonly busyTimeoutMs?: number } {
  return { path: storePath, ...(callTimeoutMs !== undefined && { busyTimeoutMs: callTimeoutMs }) };
}
