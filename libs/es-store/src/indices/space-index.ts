import type { estypes } from '@elastic/elasticsearch';
import { SoundalikeError } from '@soundalike/errors';
import type { EmbeddingSpace } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { isSpaceMeta, readSpaceMeta } from '../mapping/space-meta.ts';
import { vectorIndexOf } from '../mapping/vector-field.ts';
import type { IndexNames } from './index-names.ts';

/** An index that contains a space. */
export interface SpaceIndex {
  /** Name of the index itself, not of an alias. */
  readonly index: string;
  readonly space: EmbeddingSpace;
  /** Version of its mapping. */
  readonly schema: number;
  /** True for the one behind the served alias. */
  readonly served: boolean;
  /** Type of vector index in its mapping; may be one that this program does not know. */
  readonly vectorIndex: string | undefined;
}

/** Return every index of the library that contains a space, in the order of their names. */
export async function listSpaceIndices(connection: Connection, names: IndexNames): Promise<SpaceIndex[]> {
  const found = await connection.read((client, limits) =>
    client.indices.get({ index: names.all, features: ['aliases', 'mappings'] }, limits),
  );
  return Object.entries(found)
    .filter(([, state]) => isSpaceMeta(state.mappings?._meta))
    .map(([index, state]) => spaceIndex(index, state, names))
    .sort((a, b) => (a.index < b.index ? -1 : 1));
}

/** Return the index behind an alias, or null. @throws `STORE_CORRUPT` if there are several, `STORE_SCHEMA_NEWER` */
export async function findSpaceIndex(
  connection: Connection,
  names: IndexNames,
  alias: string,
): Promise<SpaceIndex | null> {
  const found = await connection.read((client, limits) =>
    client.indices.get({ index: alias, features: ['aliases', 'mappings'], ignore_unavailable: true }, limits),
  );
  const [first, ...others] = Object.entries(found);
  if (others.length > 0) {
    throw new SoundalikeError(
      'STORE_CORRUPT',
      `alias ${alias}: it points to several indices (${Object.keys(found).join(', ')}); remove it from all but one`,
    );
  }
  return first ? spaceIndex(...first, names) : null;
}

function spaceIndex(index: string, state: estypes.IndicesIndexState, names: IndexNames): SpaceIndex {
  return {
    index,
    ...readSpaceMeta(state.mappings?._meta, index),
    served: names.served in (state.aliases ?? {}),
    vectorIndex: vectorIndexOf(state.mappings),
  };
}
