import type { SpaceAdmin } from '@soundalike/catalog';
import { openForReadingOrEmpty, openForWriting } from './database/open-database.ts';
import type { SqliteFileOptions } from './database/open-database.ts';
import { SqliteSpaceAdmin } from './spaces/sqlite-space-admin.ts';

/**
 * Opens the list of embedding spaces in a store's file, which is made where it is not there yet; to read only, nothing is made, and what is not there is empty.
 * @throws `STORE_UNAVAILABLE`, `STORE_CORRUPT`, `STORE_FULL`, `STORE_SCHEMA_NEWER`
 */
export async function openSqliteSpaces({
  path,
  readOnly = false,
  busyTimeoutMs,
}: SqliteFileOptions): Promise<SpaceAdmin> {
  return new SqliteSpaceAdmin(readOnly ? openForReadingOrEmpty(path) : openForWriting(path, busyTimeoutMs));
}
