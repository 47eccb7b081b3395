import { SoundalikeError } from '@soundalike/errors';
import { backUpSqliteStore } from '@soundalike/sqlite-store';
import type { BackupOptions } from '@soundalike/sqlite-store';
import type { StoreSettings } from './open-store.ts';

/**
 * Copy the embedded store into a file, while others read and write it.
 * @returns the size of the copy in bytes
 * @throws `USAGE` when Elasticsearch is configured; else as `backUpSqliteStore`
 */
export async function backUpStore(
  { elasticsearch, storePath }: StoreSettings,
  options: Omit<BackupOptions, 'path'>,
): Promise<number> {
  if (elasticsearch) {
    throw new SoundalikeError(
      'USAGE',
      'backup: expected the embedded store, but Elasticsearch is configured; take a snapshot with Elasticsearch instead (docs/back-up.md)',
    );
  }
  return backUpSqliteStore({ path: storePath, ...options });
}
