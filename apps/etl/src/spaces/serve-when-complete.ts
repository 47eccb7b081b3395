import type { SoundalikeError } from '@soundalike/errors';
import type { RecordStore, TrackStore } from '@soundalike/catalog';
import type { Shard } from '../scan/shard.ts';
import { forgetFills, noteFill } from './space-fills.ts';

/**
 * Serves a space once every shard has filled its share of it; until then readers keep the space that was served before.
 * @param shard the one that has just come to the end of its run
 * @param refusalOf why a space of so many tracks may not be served, or null
 * @returns that refusal
 */
export async function serveWhenComplete(
  store: Pick<TrackStore, 'space' | 'count' | 'serve'>,
  records: RecordStore,
  shard: Shard,
  refusalOf: (tracks: number) => SoundalikeError | null,
): Promise<SoundalikeError | null> {
  if (shard.count > 1 && !(await noteFill(records, store.space.id, shard))) return null;
  const refusal = refusalOf(await store.count());
  if (refusal !== null) return refusal;
  // In this order: killed in between, a run fills the notes again, where notes that outlive the serving would serve a half-filled space some day.
  await forgetFills(records, store.space.id);
  await store.serve();
  return null;
}
