import type { estypes } from '@elastic/elasticsearch';
import type { EmbeddingSpace } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { isSpaceMeta, readSpaceMeta } from '../mapping/space-meta.ts';
import { vectorIndexOf } from '../mapping/vector-field.ts';
import { foreignName, severalIndices } from './foreign-names.ts';
import { getIndices } from './get-indices.ts';
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

/**
 * Return every index of the library that contains a space, in the order of their names.
 * @throws `CONFIG_INVALID` if the key may not see them
 */
export async function listSpaceIndices(connection: Connection, names: IndexNames): Promise<SpaceIndex[]> {
  const found = await getIndices(connection, names.all);
  // Nothing is also what a key without privileges sees; it is not allowed to ask for a single name.
  if (found.length === 0) await getIndices(connection, names.records);
  return found
    .filter(([index, state]) => isOwn(index, state, names))
    .map(([index, state]) => spaceIndex(index, state, names))
    .sort((a, b) => (a.index < b.index ? -1 : 1));
}

/**
 * Return the index behind an alias, or null.
 * @throws `CONFIG_INVALID` if it belongs to another program or another library, `STORE_CORRUPT` if there are several,
 * `STORE_SCHEMA_NEWER`
 */
export async function findSpaceIndex(
  connection: Connection,
  names: IndexNames,
  alias: string,
): Promise<SpaceIndex | null> {
  const found = await getIndices(connection, alias);
  const foreign = found.find(([index, state]) => !isOwn(index, state, names));
  if (foreign) throw foreignName(alias, foreign[0]);
  const [first, ...others] = found;
  if (others.length > 0)
    throw severalIndices(
      alias,
      found.map(([index]) => index),
    );
  return first ? spaceIndex(...first, names) : null;
}

/** Another library in the same cluster may have a name that begins like this one's. */
function isOwn(index: string, { mappings }: estypes.IndicesIndexState, names: IndexNames): boolean {
  const meta: unknown = mappings?._meta;
  return isSpaceMeta(meta) && index.startsWith(`${names.spaceAlias(meta.soundalike.space.id)}-`);
}

function spaceIndex(index: string, state: estypes.IndicesIndexState, names: IndexNames): SpaceIndex {
  return {
    index,
    ...readSpaceMeta(state.mappings?._meta, index),
    served: names.served in (state.aliases ?? {}),
    vectorIndex: vectorIndexOf(state.mappings),
  };
}
