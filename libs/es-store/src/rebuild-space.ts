import { SoundalikeError } from '@soundalike/errors';
import { Connection } from './client/connection.ts';
import { indexNames } from './indices/index-names.ts';
import { findSpaceIndex } from './indices/space-index.ts';
import { hasCurrentMapping } from './mapping/track-mapping.ts';
import type { ElasticsearchOptions } from './options.ts';
import { rebuildIndex } from './rebuild/rebuild-index.ts';
import type { RebuildControl } from './rebuild/rebuild-index.ts';

/** Options of a rebuild. */
export interface RebuildOptions extends RebuildControl {
  /** Space to rebuild. Omitted: the served space. */
  readonly spaceId?: string;
}

/** Result of a rebuild. */
export interface RebuiltSpace {
  readonly spaceId: string;
  /** The index that readers use now. */
  readonly index: string;
  /** The index that they used before; it is kept until the space is pruned. */
  readonly replaced: string;
  readonly tracks: number;
}

/**
 * Fill a new index of a space with the mapping of this program and `options.vectorIndex`, from the documents of the
 * present one: nothing is embedded again. Readers use the present index until the new one is complete; then every
 * alias moves in one step. After a stop or a kill at any point, call it again: copied tracks are kept, and an
 * incomplete index is never served.
 *
 * Nothing may write to the space meanwhile, or the write may be missing from the new index: the caller must hold the
 * lease that every writer needs.
 * @returns null if the mapping is already current
 * @throws `STORE_EMPTY` if the space does not exist, `STORE_WRITE_FAILED`, `STORE_UNAVAILABLE`, `STORE_FULL`, and the
 * reason of `signal`
 */
export async function rebuildElasticsearchSpace(
  options: ElasticsearchOptions,
  { spaceId, ...control }: RebuildOptions,
): Promise<RebuiltSpace | null> {
  const names = indexNames(options.alias);
  const connection = new Connection(options);
  try {
    const alias = spaceId === undefined ? names.served : names.spaceAlias(spaceId);
    const present = await findSpaceIndex(connection, names, alias);
    if (present === null)
      throw new SoundalikeError(
        'STORE_EMPTY',
        `Elasticsearch at ${connection.address}: no index to rebuild has the alias ${alias}; run the ETL first`,
      );
    if (!control.force && hasCurrentMapping(present, options.vectorIndex)) return null;
    const { index, tracks } = await rebuildIndex(connection, names, present, options.vectorIndex, control);
    return { spaceId: present.space.id, index, replaced: present.index, tracks };
  } finally {
    await connection.close();
  }
}
