import { SoundalikeError } from '@soundalike/errors';
import type { Connection } from '../client/connection.ts';
import type { IndexNames } from './index-names.ts';
import { findSpaceIndex } from './space-index.ts';
import { updateAliases } from './update-aliases.ts';

/** Puts the served alias on the index of a space and takes it off all others, in one step: no reader finds none or two. @throws `STORE_EMPTY` where the space is gone */
export async function serveSpace(connection: Connection, names: IndexNames, spaceId: string): Promise<void> {
  const found = await findSpaceIndex(connection, names, names.spaceAlias(spaceId));
  if (found === null)
    throw new SoundalikeError('STORE_EMPTY', `space ${spaceId}: expected it to be stored, but it is gone`);
  const alias = names.served;
  await updateAliases(connection, [
    { remove: { index: names.all, alias, must_exist: false } },
    { add: { index: found.index, alias } },
  ]);
}
