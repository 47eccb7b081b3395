import type { Connection } from '../client/connection.ts';
import type { IndexNames } from '../indices/index-names.ts';
import type { SpaceIndex } from '../indices/space-index.ts';
import { updateAliases } from '../indices/update-aliases.ts';

/** Puts a filled index in the place of the present one, in one step; where the space is served, for its readers too. May be repeated. */
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
