import { randomUUID } from 'node:crypto';
import type { Connection } from '../client/connection.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { recordId } from './record-document.ts';
import type { RecordDocument } from './record-document.ts';
import { writeRecord } from './write-record.ts';

/** Not one of the collections of `RecordStore`, so that no listing includes it. */
const COLLECTION = 'pair-similarities';

/** Store the sample of a space in the records' index: a space's index contains only tracks. */
export async function writePairSimilarities(
  connection: Connection,
  names: IndexNames,
  spaceId: string,
  sample: readonly number[],
): Promise<void> {
  const document: RecordDocument = {
    collection: COLLECTION,
    key: spaceId,
    json: JSON.stringify(sample),
    write: randomUUID(),
  };
  await writeRecord(connection, names, { id: recordId(COLLECTION, spaceId), document });
}

/** Read the sample of a space, or an empty array. */
export async function readPairSimilarities(
  connection: Connection,
  names: IndexNames,
  spaceId: string,
): Promise<readonly number[]> {
  const found = await connection.read((client, limits) =>
    client.get<RecordDocument>(
      { index: names.records, id: recordId(COLLECTION, spaceId) },
      { ...limits, ignore: [404] },
    ),
  );
  return found._source ? (JSON.parse(found._source.json) as number[]) : [];
}

/** Delete the sample of a space that is dropped. */
export async function deletePairSimilarities(
  connection: Connection,
  names: IndexNames,
  spaceId: string,
): Promise<void> {
  await connection.write((client, limits) =>
    client.delete({ index: names.records, id: recordId(COLLECTION, spaceId) }, { ...limits, ignore: [404] }),
  );
}
