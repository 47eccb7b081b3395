import type { RecordStore, TrackStore } from '@soundalike/catalog';
import type { Shard } from '../scan/shard.ts';

/**
 * Serves a space once every shard has filled its share of it; until then readers keep the space that was served before.
 * @param shard the one that has just come to the end of its run
 */
export async function serveWhenComplete(store: TrackStore, records: RecordStore, shard: Shard): Promise<void> {
  if (shard.count > 1) {
    const prefix = `${store.space.id} ${shard.count} `;
    await records.put('fills', `${prefix}${shard.index}`, { at: new Date().toISOString() });
    const filled = await Array.fromAsync(records.list('fills', prefix));
    if (filled.length < shard.count) return;
  }
  await store.serve();
}
