import { SoundalikeError } from '@soundalike/errors';
import type { RecordStore, SpaceAdmin, TrackStore } from '@soundalike/catalog';
import { Connection } from './client/connection.ts';
import { failedWithStatus } from './client/request-failure.ts';
import { ElasticsearchTrackStore } from './elasticsearch-track-store.ts';
import { ensureSpaceIndex } from './indices/create-space-index.ts';
import { indexNames } from './indices/index-names.ts';
import { findSpaceIndex } from './indices/space-index.ts';
import type { ElasticsearchOptions, ElasticsearchStoreOptions } from './options.ts';
import { ElasticsearchRecordStore } from './records/elasticsearch-record-store.ts';
import { ensureRecordsIndex, findRecordsIndex } from './records/records-index.ts';
import { ElasticsearchSpaceAdmin } from './spaces/elasticsearch-space-admin.ts';

/**
 * Open a space for writing, or the served space for reading.
 * @throws `STORE_EMPTY` if no space is served yet, `SPACE_MISMATCH`, `STORE_SCHEMA_NEWER`, `STORE_CORRUPT`,
 * `STORE_UNAVAILABLE`, `CONFIG_INVALID`
 */
export async function openElasticsearchStore(options: ElasticsearchStoreOptions): Promise<TrackStore> {
  const { space, vectorIndex, numCandidates, alias } = options;
  const names = indexNames(alias);
  const connection = new Connection(options);
  return closeOnError(connection, async () => {
    // Also before writing: another program may have the name of the library.
    const served = await findSpaceIndex(connection, names, names.served);
    const index = space ? await ensureSpaceIndex(connection, names, space, vectorIndex) : served;
    if (index === null) {
      throw new SoundalikeError(
        'STORE_EMPTY',
        `Elasticsearch at ${connection.address}: no index has the alias ${names.served}; run the ETL first`,
      );
    }
    return new ElasticsearchTrackStore(connection, names, index.space, numCandidates);
  });
}

/**
 * Open the records of the library. The first write creates their index; one that cannot be used as it is is replaced,
 * if the key may do that.
 * @throws `STORE_UNAVAILABLE`, `CONFIG_INVALID`, `STORE_CORRUPT`
 */
export async function openElasticsearchRecords(options: ElasticsearchOptions): Promise<RecordStore> {
  const names = indexNames(options.alias);
  const connection = new Connection(options);
  return closeOnError(connection, async () => {
    const found = await findRecordsIndex(connection, names);
    if (found !== null && !found.isCurrent) {
      // The bot may not: it can read and write single records of a wrong index all the same.
      await ensureRecordsIndex(connection, names).catch((error: unknown) => {
        if (!failedWithStatus(error, 403)) throw error;
      });
    }
    return new ElasticsearchRecordStore(connection, names);
  });
}

/** Open the list of spaces. @throws `CONFIG_INVALID`; other errors occur at the first call */
export async function openElasticsearchSpaces(options: ElasticsearchOptions): Promise<SpaceAdmin> {
  return new ElasticsearchSpaceAdmin(new Connection(options), indexNames(options.alias));
}

async function closeOnError<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await connection.close();
    throw error;
  }
}
