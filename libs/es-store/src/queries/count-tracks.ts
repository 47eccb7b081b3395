import type { Connection } from '../client/connection.ts';
import { NOT_NOW, Refusal } from '../client/refusal.ts';

/** Number of documents of an index, as of the last refresh. Counted again while a shard does not answer. */
export async function countTracks(connection: Connection, index: string): Promise<number> {
  return connection.read(async (client, limits) => {
    const { count, _shards: shards } = await client.count({ index }, limits);
    if (shards.failed > 0)
      throw new Refusal(NOT_NOW, 'shards_failed', `${shards.failed} of ${shards.total} shard(s) did not answer`);
    return count;
  });
}
