import type { RecordStore } from '@soundalike/catalog';
import type { Shard } from '../scan/shard.ts';

/** Notes that a shard has filled its share of a space that is not served yet. @returns whether every shard has */
export async function noteFill(records: RecordStore, spaceId: string, { index, count }: Shard): Promise<boolean> {
  const prefix = `${spaceId} ${count} `;
  await records.put('fills', `${prefix}${index}`, { at: new Date().toISOString() });
  return (await Array.fromAsync(records.list('fills', prefix))).length >= count;
}

/** Forgets them: a space that is filled again later, after another one was served or it was pruned, must be filled by every shard anew. */
export async function forgetFills(records: RecordStore, spaceId: string): Promise<void> {
  for await (const { key } of records.list('fills', `${spaceId} `)) await records.delete('fills', key);
}
