import { SoundalikeError } from '@soundalike/errors';
import type { TrackStore } from '@soundalike/catalog';
import { Connection } from './client/connection.ts';
import { ElasticsearchTrackStore } from './elasticsearch-track-store.ts';
import { ensureSpaceIndex } from './indices/ensure-space-index.ts';
import { indexNames } from './indices/index-names.ts';
import { findSpaceIndex } from './indices/space-index.ts';
import type { ElasticsearchStoreOptions } from './options.ts';

/**
 * Opens a space for writing, or the served space for reading.
 * @throws `STORE_EMPTY` when nothing is served yet, `SPACE_MISMATCH`, `STORE_SCHEMA_NEWER`, `STORE_CORRUPT`, `STORE_UNAVAILABLE`, `CONFIG_INVALID`
 */
export async function openElasticsearchStore(options: ElasticsearchStoreOptions): Promise<TrackStore> {
  const { space, vectorIndex, numCandidates, alias } = options;
  const names = indexNames(alias);
  const connection = new Connection(options);
  try {
    const index = space
      ? await ensureSpaceIndex(connection, names, space, vectorIndex)
      : await findSpaceIndex(connection, names, names.served);
    if (index === null) {
      throw new SoundalikeError(
        'STORE_EMPTY',
        `Elasticsearch at ${connection.address}: expected an index behind the alias ${names.served}, got none; run the ETL first`,
      );
    }
    return new ElasticsearchTrackStore(connection, names, index.space, numCandidates);
  } catch (error) {
    await connection.close();
    throw error;
  }
}
