import type { Connection } from '../client/connection.ts';
import { wasRefusedWith } from '../client/refusal.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { RECORD_MAPPING } from './record-document.ts';

/** Makes the records' index where there is none; several processes may try at once. */
export async function ensureRecordsIndex(connection: Connection, { records }: IndexNames): Promise<void> {
  const exists = (): Promise<boolean> =>
    connection.read((client, limits) => client.indices.exists({ index: records }, limits));
  if (await exists()) return;
  try {
    await connection.write((client, limits) =>
      client.indices.create({ index: records, mappings: RECORD_MAPPING }, limits),
    );
  } catch (error) {
    if (!wasRefusedWith(error, 400) || !(await exists())) throw error;
  }
}
