import type { EmbeddingSpace } from '@soundalike/catalog';
import type { Connection } from '../client/connection.ts';
import { wasRefusedWith } from '../client/refusal.ts';
import { SCHEMA_VERSION } from '../mapping/space-meta.ts';
import { trackMapping } from '../mapping/track-mapping.ts';
import type { VectorIndexType } from '../mapping/vector-index.ts';
import type { IndexNames } from './index-names.ts';
import { findSpaceIndex } from './space-index.ts';
import type { SpaceIndex } from './space-index.ts';

/** What is to be made. */
export interface NewSpaceIndex {
  readonly index: string;
  /** Alias that the index gets as it is made. */
  readonly alias: string;
  readonly space: EmbeddingSpace;
  readonly vectorIndex: VectorIndexType;
}

/** Makes an index under the mapping of this program, with its alias, or finds the one that somebody else has just made behind that alias. */
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
    // Somebody else was quicker, or an answer was lost and this was the second try.
    if (!wasRefusedWith(error, 400)) throw error;
    const found = await findSpaceIndex(connection, names, alias);
    if (found === null) throw error;
    return found;
  }
  return { index, space, schema: SCHEMA_VERSION, served: false, vectorIndex };
}
