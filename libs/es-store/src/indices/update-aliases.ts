import type { estypes } from '@elastic/elasticsearch';
import { SoundalikeError } from '@soundalike/errors';
import type { Connection } from '../client/connection.ts';

/** Changes aliases, all in one step: no reader sees some of the changes without the others. */
export async function updateAliases(
  connection: Connection,
  actions: estypes.IndicesUpdateAliasesAction[],
): Promise<void> {
  await connection.write(async (client, limits) => {
    const { acknowledged } = await client.indices.updateAliases({ actions }, limits);
    if (!acknowledged)
      throw new SoundalikeError(
        'STORE_UNAVAILABLE',
        'aliases: expected every node to take the change in time, some did not; try again',
      );
  });
}
