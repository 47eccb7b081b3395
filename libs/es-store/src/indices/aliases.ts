import type { estypes } from '@elastic/elasticsearch';
import { SoundalikeError } from '@soundalike/errors';
import type { Connection } from '../client/connection.ts';
import type { IndexNames } from './index-names.ts';
import { findSpaceIndex } from './space-index.ts';
import type { SpaceIndex } from './space-index.ts';

/**
 * Move the served alias to the index of a space, in one step: no reader finds none or two.
 * @throws `STORE_EMPTY` if the space does not exist; as `findSpaceIndex`
 */
export async function serveSpace(connection: Connection, names: IndexNames, spaceId: string): Promise<void> {
  const found = await findSpaceIndex(connection, names, names.spaceAlias(spaceId));
  if (found === null)
    throw new SoundalikeError('STORE_EMPTY', `space ${spaceId}: it is no longer stored; run the ETL to index it again`);
  const alias = names.served;
  // Checks that no other program has the alias.
  const served = await findSpaceIndex(connection, names, alias);
  await updateAliases(connection, [
    ...(served === null ? [] : [{ remove: { index: served.index, alias, must_exist: false } }]),
    { add: { index: found.index, alias } },
  ]);
}

/**
 * Replace the present index of a space by a filled one, in one step; if the space is served, for its readers too.
 * Repeating it is safe.
 */
export async function swapIndex(
  connection: Connection,
  names: IndexNames,
  { index: present, space, served }: SpaceIndex,
  next: string,
): Promise<void> {
  const moved = [names.spaceAlias(space.id), ...(served ? [names.served] : [])];
  await updateAliases(connection, [
    { remove: { index: next, alias: names.fillingAlias(space.id), must_exist: false } },
    ...moved.flatMap((alias) => [
      { remove: { index: present, alias, must_exist: false } },
      { add: { index: next, alias } },
    ]),
  ]);
}

/** Elasticsearch applies all actions together: no reader sees some of the changes without the others. */
async function updateAliases(connection: Connection, actions: estypes.IndicesUpdateAliasesAction[]): Promise<void> {
  await connection.write(async (client, limits) => {
    const { acknowledged } = await client.indices.updateAliases({ actions }, limits);
    if (!acknowledged)
      throw new SoundalikeError(
        'STORE_UNAVAILABLE',
        'aliases: some nodes did not confirm the change in time; try again',
      );
  });
}
