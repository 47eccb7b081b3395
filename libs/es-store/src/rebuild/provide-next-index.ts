import type { Connection } from '../client/connection.ts';
import { createSpaceIndex } from '../indices/create-space-index.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { findSpaceIndex, listSpaceIndices } from '../indices/space-index.ts';
import type { SpaceIndex } from '../indices/space-index.ts';
import { fitsMapping } from '../mapping/fits-mapping.ts';
import type { VectorIndexType } from '../mapping/vector-index.ts';

/**
 * The index that is filled beside the present one: what a rebuild left half filled, where it has the mapping that is wanted, else a new one in its place.
 * @param mayGoOn whether what was left may be used: not where an index template may have changed since
 */
export async function provideNextIndex(
  connection: Connection,
  names: IndexNames,
  { space }: SpaceIndex,
  vectorIndex: VectorIndexType,
  mayGoOn: boolean,
): Promise<{ readonly index: string; readonly isNew: boolean }> {
  const alias = names.fillingAlias(space.id);
  const left = await findSpaceIndex(connection, names, alias);
  if (left !== null) {
    if (mayGoOn && fitsMapping(left, vectorIndex)) return { index: left.index, isNew: false };
    await connection.write((client, limits) =>
      client.indices.delete({ index: left.index, ignore_unavailable: true }, limits),
    );
  }
  const generations = (await listSpaceIndices(connection, names))
    .filter((each) => each.space.id === space.id)
    .map(({ index }) => names.generationOf(index));
  const { index } = await createSpaceIndex(connection, names, {
    index: names.spaceIndex(space.id, Math.max(...generations) + 1),
    alias,
    space,
    vectorIndex,
  });
  return { index, isNew: true };
}
