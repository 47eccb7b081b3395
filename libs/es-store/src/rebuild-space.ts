import { SoundalikeError } from '@soundalike/errors';
import { Connection } from './client/connection.ts';
import { indexNames } from './indices/index-names.ts';
import { findSpaceIndex } from './indices/space-index.ts';
import { fitsMapping } from './mapping/fits-mapping.ts';
import type { ElasticsearchOptions } from './options.ts';
import { rebuildIndex } from './rebuild/rebuild-index.ts';
import type { RebuildControl } from './rebuild/rebuild-index.ts';

/** What is rebuilt. */
export interface RebuildOptions extends RebuildControl {
  /** Left out: the space that is served. */
  readonly spaceId?: string;
}

/** What a rebuild did. */
export interface RebuiltSpace {
  readonly spaceId: string;
  /** The index that readers have now. */
  readonly index: string;
  /** The index before; it is kept until the space is pruned. */
  readonly replaced: string;
  readonly tracks: number;
}

/**
 * Fills a new index of a space under the mapping of this program and `options.vectorIndex`, from the documents of the present one: nothing is embedded anew.
 * Readers have the present index until the new one is whole; then every alias moves in one step. Stopped or killed at any point, it is simply called again:
 * what was copied is kept, and never served before it is whole.
 *
 * Nothing may write into the space meanwhile, or the write may be missing from the new index: the caller holds the lease that every writer needs.
 * @returns null where the mapping is right already
 * @throws `STORE_EMPTY` where the space is not there, `STORE_WRITE_FAILED`, `STORE_UNAVAILABLE`, `STORE_FULL`, and the reason of `signal`
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
        `Elasticsearch at ${connection.address}: expected an index behind the alias ${alias}, got none; nothing to rebuild`,
      );
    if (!control.force && fitsMapping(present, options.vectorIndex)) return null;
    const { index, tracks } = await rebuildIndex(connection, names, present, options.vectorIndex, control);
    return { spaceId: present.space.id, index, replaced: present.index, tracks };
  } finally {
    await connection.close();
  }
}
