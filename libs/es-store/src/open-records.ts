import type { RecordStore } from '@soundalike/catalog';
import { Connection } from './client/connection.ts';
import { indexNames } from './indices/index-names.ts';
import type { ElasticsearchOptions } from './options.ts';
import { ElasticsearchRecordStore } from './records/elasticsearch-record-store.ts';
import { ensureRecordsIndex } from './records/ensure-records-index.ts';

/** Opens the records beside the tracks; their index is added where there is none. @throws `STORE_UNAVAILABLE`, `CONFIG_INVALID` */
export async function openElasticsearchRecords(options: ElasticsearchOptions): Promise<RecordStore> {
  const names = indexNames(options.alias);
  const connection = new Connection(options);
  try {
    await ensureRecordsIndex(connection, names);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return new ElasticsearchRecordStore(connection, names.records);
}
