import type { estypes } from '@elastic/elasticsearch';
import type { Connection } from '../client/connection.ts';
import { failedWithType } from '../client/request-failure.ts';

/**
 * Return the indices behind a name, an alias or a pattern, by their own names; empty if there are none.
 * @throws `CONFIG_INVALID` if the key may not see a name. A pattern covers only what the key may see
 */
export async function getIndices(
  connection: Connection,
  name: string,
): Promise<readonly (readonly [index: string, state: estypes.IndicesIndexState])[]> {
  try {
    return await connection.read(async (client, limits) => {
      const found = Object.entries(
        await client.indices.get({ index: name, features: ['aliases', 'mappings'] }, limits),
      );
      if (found.some(([, state]) => typeof state !== 'object' || state === null))
        throw new TypeError('the answer does not describe indices');
      return found;
    });
  } catch (error) {
    if (failedWithType(error, 'index_not_found_exception')) return [];
    throw error;
  }
}
