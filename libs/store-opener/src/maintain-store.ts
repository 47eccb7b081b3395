import { SoundalikeError } from '@soundalike/errors';
import { rebuildElasticsearchSpace } from '@soundalike/es-store';
import type { RebuildOptions, RebuiltSpace } from '@soundalike/es-store';
import { backUpSqliteStore } from '@soundalike/sqlite-store';
import type { BackupOptions } from '@soundalike/sqlite-store';
import type { StoreSettings } from './open-store.ts';

/**
 * Copy the embedded store into a file, while others read and write it.
 * @returns the size of the copy in bytes
 * @throws `USAGE` if Elasticsearch is configured; otherwise as `backUpSqliteStore`
 */
export async function backUpStore(
  { elasticsearch, storePath }: StoreSettings,
  options: Omit<BackupOptions, 'path'>,
): Promise<number> {
  if (elasticsearch) {
    throw new SoundalikeError(
      'USAGE',
      'only the embedded store can be backed up here, but Elasticsearch is configured; ' +
        'take a snapshot with Elasticsearch instead (docs/back-up.md)',
    );
  }
  return backUpSqliteStore({ path: storePath, ...options });
}

/**
 * Rebuild the index of a space with the mapping and the vector index that program and configuration want.
 * The embedded store needs no rebuild. The caller ensures that nothing writes during the rebuild.
 * @returns null if there is nothing to do
 * @throws as `rebuildElasticsearchSpace`
 */
export async function rebuildSpace(
  { elasticsearch }: Pick<StoreSettings, 'elasticsearch'>,
  options: RebuildOptions,
): Promise<RebuiltSpace | null> {
  return elasticsearch ? rebuildElasticsearchSpace(elasticsearch, options) : null;
}
