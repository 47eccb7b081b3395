import type { SpaceAdmin } from '@soundalike/catalog';
import { openForWriting } from './database/open-database.ts';
import { SqliteSpaceAdmin } from './spaces/sqlite-space-admin.ts';

/**
 * Opens the list of embedding spaces in a store's file, which is made where it is not there yet.
 * @throws `STORE_UNAVAILABLE`, `STORE_CORRUPT`, `STORE_FULL`, `STORE_SCHEMA_NEWER`
 */
export async function openSqliteSpaces({ path }: { readonly path: string }): Promise<SpaceAdmin> {
  return new SqliteSpaceAdmin(openForWriting(path));
}
