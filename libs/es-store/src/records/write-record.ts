import type { estypes } from '@elastic/elasticsearch';
import { SoundalikeError } from '@soundalike/errors';
import type { Connection } from '../client/connection.ts';
import { failedWithStatus, failedWithType } from '../client/request-failure.ts';
import type { IndexNames } from '../indices/index-names.ts';
import type { RecordDocument } from './record-document.ts';
import { ensureRecordsIndex } from './records-index.ts';

/** A record to write, with its id and the condition of the write. */
export type RecordWrite = Omit<estypes.IndexRequest<RecordDocument>, 'index'>;

/**
 * Write a record by the alias of its index, which is created if it is missing, also if somebody deletes it while this
 * process runs.
 * @throws `STORE_EMPTY` if it is missing and the key may not create it
 */
export async function writeRecord(
  connection: Connection,
  names: IndexNames,
  write: RecordWrite,
): Promise<estypes.IndexResponse> {
  const send = (): Promise<estypes.IndexResponse> =>
    connection.write((client, limits) =>
      // A default pipeline of the operator could change the record.
      client.index({ ...write, index: names.records, require_alias: true, pipeline: '_none' }, limits),
    );
  try {
    return await send();
  } catch (error) {
    if (!failedWithType(error, 'index_not_found_exception')) throw error;
  }
  await ensureRecordsIndex(connection, names).catch((error: unknown) => {
    if (!failedWithStatus(error, 403)) throw error;
    throw new SoundalikeError(
      'STORE_EMPTY',
      `Elasticsearch at ${connection.address}: there is no index of records, and this key may not create one; ` +
        'run the ETL, which does',
      { cause: error },
    );
  });
  return send();
}
