import type { RecordStore } from '@soundalike/catalog';
import { openForWriting } from './database/open-database.ts';
import { SqliteRecordStore } from './records/sqlite-record-store.ts';

/**
 * Opens the records of a store's file, which is made where it is not there yet.
 * @throws `STORE_UNAVAILABLE`, `STORE_CORRUPT`, `STORE_FULL`, `STORE_SCHEMA_NEWER`
 */
export async function openSqliteRecords({ path }: { readonly path: string }): Promise<RecordStore> {
  return new SqliteRecordStore(openForWriting(path));
}
