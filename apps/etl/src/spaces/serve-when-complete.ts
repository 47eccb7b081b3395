import type { SoundalikeError } from '@soundalike/errors';
import type { RecordStore, TrackStore } from '@soundalike/catalog';
import type { Shard } from '../scan/shard.ts';

/**
 * Serve a space when every shard has filled its share of it. Until then readers keep the space that was served before.
 * @param shard the one that has just completed its run
 * @param refusalOf why a space with that many tracks must not be served, or null
 * @returns that refusal, or null
 */
export async function serveWhenComplete(
  store: Pick<TrackStore, 'space' | 'count' | 'serve'>,
  records: RecordStore,
  shard: Shard,
  refusalOf: (tracks: number) => SoundalikeError | null,
): Promise<SoundalikeError | null> {
  if (shard.count > 1 && !(await recordFill(records, store.space.id, shard))) return null;
  const refusal = refusalOf(await store.count());
  if (refusal !== null) return refusal;
  // In this order: if the process is killed in between, the next runs record their fills again.
  // Records that outlive the serving would later serve a space that is only half filled.
  await forgetFills(records, store.space.id);
  await store.serve();
  return null;
}

/** Record that a shard has filled its share of a space that is not served yet. @returns whether every shard has */
async function recordFill(records: RecordStore, spaceId: string, { index, count }: Shard): Promise<boolean> {
  const prefix = `${spaceId} ${count} `;
  await records.put('fills', `${prefix}${index}`, { at: new Date().toISOString() });
  return (await Array.fromAsync(records.list('fills', prefix))).length >= count;
}

/**
 * Delete the records of fills. After a space was pruned or replaced, every shard has to fill it again before it is
 * served.
 */
export async function forgetFills(records: RecordStore, spaceId: string): Promise<void> {
  for await (const { key } of records.list('fills', `${spaceId} `)) await records.delete('fills', key);
}
