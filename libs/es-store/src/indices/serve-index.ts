import { CatalogError } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import type { IndexNames } from './index-names.ts';

/** Puts the served alias on an index and takes it off all others, in one step: no reader finds none or two. */
export async function serveIndex(connection: Connection, names: IndexNames, index: string): Promise<void> {
  const alias = names.served;
  await connection.write(async (client, limits) => {
    const { acknowledged } = await client.indices.updateAliases(
      { actions: [{ remove: { index: names.all, alias, must_exist: false } }, { add: { index, alias } }] },
      limits,
    );
    if (!acknowledged) throw new CatalogError('STORE_UNAVAILABLE', `alias ${alias}: expected every node to take the change in time, some did not; try again`);
  });
}
