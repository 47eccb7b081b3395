import type { estypes } from '@elastic/elasticsearch';
import { SoundalikeError } from '@soundalike/errors';
import type { EmbeddingSpace } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { isSpaceMeta, readSpaceMeta } from '../mapping/space-meta.ts';
import { vectorIndexOf } from '../mapping/track-mapping.ts';
import type { IndexNames } from './index-names.ts';

/** An index that holds a space. */
export interface SpaceIndex {
  /** Its own name. */
  readonly index: string;
  readonly space: EmbeddingSpace;
  /** Version of its mapping. */
  readonly schema: number;
  /** True for the one behind the served alias. */
  readonly served: boolean;
  /** As the mapping says; one that this program does not know is possible. */
  readonly vectorIndex: string | undefined;
}

/** Every index of the library that holds a space, by its name. */
export async function listSpaceIndices(connection: Connection, names: IndexNames): Promise<SpaceIndex[]> {
  const found = await connection.read((client, limits) =>
    client.indices.get({ index: names.all, features: ['aliases', 'mappings'] }, limits),
  );
  return Object.entries(found)
    .filter(([, state]) => isSpaceMeta(state.mappings?._meta))
    .map(([index, state]) => spaceIndex(index, state, names))
    .sort((a, b) => (a.index < b.index ? -1 : 1));
}

/** The index behind an alias, or null. @throws `STORE_CORRUPT` where there are several, `STORE_SCHEMA_NEWER` */
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
      `alias ${alias}: expected one index behind it, got ${Object.keys(found).join(', ')}`,
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
