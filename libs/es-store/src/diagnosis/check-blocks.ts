import type { Connection } from '../client/connection.ts';
import { failedWithStatus } from '../client/request-failure.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { fault, ok } from './check.ts';
import type { Check } from './check.ts';

/** The block that Elasticsearch sets while a disk is nearly full, and removes when there is space again. */
const FLOOD_STAGE = 'index.blocks.read_only_allow_delete';

/**
 * Check that no index of the library is blocked for reading or writing.
 * @returns null if the server does not tell, as Serverless
 */
export async function checkBlocks(connection: Connection, names: IndexNames): Promise<Check | null> {
  try {
    const found = await connection.read((client, limits) =>
      client.indices.getSettings({ index: names.all, name: 'index.blocks.*', flat_settings: true }, limits),
    );
    const blocks = Object.entries(found).flatMap(([index, { settings }]) =>
      Object.entries(settings ?? {}).flatMap(([name, value]) => (String(value) === 'true' ? [{ index, name }] : [])),
    );
    if (blocks.length === 0) return ok('blocks', 'no index is blocked');
    const isFull = blocks.some(({ name }) => name === FLOOD_STAGE);
    return fault(
      'blocks',
      `blocked: ${blocks.map(({ index, name }) => `${index} by ${name}`).join(', ')}`,
      isFull
        ? 'the disk is nearly full: free some space, or add a node; Elasticsearch then removes the block'
        : 'find out who set the block and why, then remove it: PUT /INDEX/_settings {"index.blocks.write":null}',
    );
  } catch (error) {
    if (!failedWithStatus(error, 400) && !failedWithStatus(error, 410)) throw error;
    return null;
  }
}
