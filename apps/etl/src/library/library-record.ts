import type { RecordStore } from '@soundalike/catalog';

const COLLECTION = 'library';
const DATASET = 'dataset';
const STAND_IN = 'stand-in';

/** Returns the folder that a store was filled from last; null in a store that has not been asked for it yet. */
export async function recordedDataset(records: Pick<RecordStore, 'get'>): Promise<string | null> {
  const record = await records.get(COLLECTION, DATASET);
  return record && (record.value as { readonly folder: string }).folder;
}

/** Remember the folder that a store is filled from. @param folder absolute path without symbolic links */
export async function recordDataset(records: Pick<RecordStore, 'get' | 'put'>, folder: string): Promise<void> {
  if ((await recordedDataset(records)) !== folder) await records.put(COLLECTION, DATASET, { folder });
}

/**
 * Tell once for each store that a model stands in for the one that is missing.
 * @param notice text for a person; null if the model is no stand-in
 * @param tell receives the text, if it was not told before
 */
export async function tellOnce(
  records: Pick<RecordStore, 'get' | 'put'>,
  model: string,
  notice: string | null,
  tell: (text: string) => void,
): Promise<void> {
  if (notice === null) return;
  const record = await records.get(COLLECTION, STAND_IN);
  if ((record?.value as { readonly model: string } | undefined)?.model === model) return;
  tell(notice);
  await records.put(COLLECTION, STAND_IN, { model });
}
