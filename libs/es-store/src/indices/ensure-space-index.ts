import { SoundalikeError } from '@soundalike/errors';
import type { EmbeddingSpace } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { spaceMeta } from '../mapping/space-meta.ts';
import type { VectorIndexType } from '../mapping/vector-index.ts';
import { createSpaceIndex } from './create-space-index.ts';
import type { IndexNames } from './index-names.ts';
import { findSpaceIndex } from './space-index.ts';
import type { SpaceIndex } from './space-index.ts';

/**
 * The index of a space, made where there is none. Of processes that try at once one makes it and the others find it.
 * @throws `SPACE_MISMATCH` where the index holds a space of that id with another model or length
 */
export async function ensureSpaceIndex(
  connection: Connection,
  names: IndexNames,
  space: EmbeddingSpace,
  vectorIndex: VectorIndexType,
): Promise<SpaceIndex> {
  const alias = names.spaceAlias(space.id);
  const found =
    (await findSpaceIndex(connection, names, alias)) ??
    (await createSpaceIndex(connection, names, { index: names.spaceIndex(space.id), alias, space, vectorIndex }));
  const { model, dims } = found.space;
  if (model !== space.model || dims !== space.dims) {
    throw new SoundalikeError(
      'SPACE_MISMATCH',
      `space ${space.id}: expected ${space.model} with ${space.dims} values, the store has ${model} with ${dims}`,
    );
  }
  if (found.space.sameRecordingCosine === space.sameRecordingCosine) return found;
  // The threshold says how vectors are read, not what they are: the program that opens the space knows the newest one.
  await connection.write((client, limits) =>
    client.indices.putMapping({ index: found.index, _meta: { ...spaceMeta(space, found.schema) } }, limits),
  );
  return { ...found, space };
}
