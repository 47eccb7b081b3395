import { SoundalikeError } from '@soundalike/errors';
import type { EmbeddingSpace } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { failedWithType } from '../client/request-failure.ts';
import { EXTENSIBLE_SINCE, SCHEMA_VERSION, spaceMeta } from '../mapping/space-meta.ts';
import { mappingExtension, trackMapping } from '../mapping/track-mapping.ts';
import type { VectorIndexType } from '../mapping/vector-field.ts';
import { lostAlias } from './foreign-names.ts';
import type { IndexNames } from './index-names.ts';
import { findSpaceIndex } from './space-index.ts';
import type { SpaceIndex } from './space-index.ts';

/** An index to create. */
export interface NewSpaceIndex {
  readonly index: string;
  /** Alias that the index gets when it is created. */
  readonly alias: string;
  readonly space: EmbeddingSpace;
  readonly vectorIndex: VectorIndexType;
}

/**
 * Create an index with the mapping of this program and its alias, or find the one that another process has just created
 * behind that alias.
 */
export async function createSpaceIndex(
  connection: Connection,
  names: IndexNames,
  { index, alias, space, vectorIndex }: NewSpaceIndex,
): Promise<SpaceIndex> {
  try {
    await connection.write((client, limits) =>
      client.indices.create({ index, aliases: { [alias]: {} }, mappings: trackMapping(space, vectorIndex) }, limits),
    );
  } catch (error) {
    // Another process was faster, or an answer was lost and this was the second attempt.
    if (!failedWithType(error, 'resource_already_exists_exception')) throw error;
    const found = await findSpaceIndex(connection, names, alias);
    if (found !== null) return found;
    // Checks that the index is one of this library.
    await findSpaceIndex(connection, names, index);
    throw lostAlias(index, alias);
  }
  return { index, space, schema: SCHEMA_VERSION, served: false, vectorIndex };
}

/**
 * Return the index of a space, created if there is none. If several processes try at the same time, one creates it and
 * the others find it. An older index gets the fields that it lacks, if they can be added: the next run fills them.
 * @throws `SPACE_MISMATCH` if the index contains a space of that id with another model or number of values
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
      `space ${space.id}: the store has vectors of ${model} with ${dims} values, not of ${space.model} with ` +
        `${space.dims}; use the model that the space was indexed with`,
    );
  }
  if (found.schema < SCHEMA_VERSION && found.schema >= EXTENSIBLE_SINCE) {
    await connection.write((client, limits) =>
      client.indices.putMapping({ index: found.index, ...mappingExtension(space) }, limits),
    );
    return { ...found, space, schema: SCHEMA_VERSION };
  }
  if (found.space.sameRecordingCosine === space.sameRecordingCosine) return found;
  // The threshold describes how vectors are compared, not the vectors: the program that opens the space has the newest.
  await connection.write((client, limits) =>
    client.indices.putMapping({ index: found.index, _meta: { ...spaceMeta(space, found.schema) } }, limits),
  );
  return { ...found, space };
}
