import type { RecordStore } from '@soundalike/catalog';
import { openForReadingOrEmpty, openForWriting } from './database/open-database.ts';
import type { SqliteFileOptions } from './database/open-database.ts';
import { SqliteRecordStore } from './records/sqlite-record-store.ts';

/**
 * Opens the records of a store's file, which is made where it is not there yet; to read only, nothing is made, and what is not there is empty.
 * @throws `STORE_UNAVAILABLE`, `STORE_CORRUPT`, `STORE_FULL`, `STORE_SCHEMA_NEWER`
 */
export async function openSqliteRecords({
  path,
  readOnly = false,
  busyTimeoutMs,
}: SqliteFileOptions): Promise<RecordStore> {
  return new SqliteRecordStore(readOnly ? openForReadingOrEmpty(path) : openForWriting(path, busyTimeoutMs));
}
