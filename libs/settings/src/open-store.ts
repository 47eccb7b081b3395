import type { EmbeddingSpace, TrackStore } from '@soundalike/catalog';
import { openSqliteStore } from '@soundalike/sqlite-store';
import type { Settings } from './settings.ts';

/**
 * Opens the store that the configuration names, for every app.
 * With a space: for writing into that space, which is added where it is new. Without: for reading the space that is served.
 * @throws `STORE_EMPTY` when nothing is served yet, `STORE_UNAVAILABLE`, `STORE_CORRUPT`, `STORE_SCHEMA_NEWER`
 */
export async function openStore(settings: Pick<Settings, 'storePath'>, space?: EmbeddingSpace): Promise<TrackStore> {
  return openSqliteStore(space ? { path: settings.storePath, space, create: true } : { path: settings.storePath, readOnly: true });
}
