import { chmod, mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import { openForReading } from '../database/open-database.ts';
import type { SqliteDatabase } from '../database/sqlite-database.ts';
import { translateSqliteError } from '../database/sqlite-error.ts';
import { checkTarget } from './check-target.ts';

/** Options of a backup. */
export interface BackupOptions {
  /** The store's file. */
  readonly path: string;
  /** File of the copy; its folder must exist. */
  readonly target: string;
  /** Whether to replace an existing file. Default: no. */
  readonly overwrite?: boolean;
  /** Receives the progress in bytes. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Copy a store, while others read and write it: the copy holds everything that was committed before. It is made in a
 * folder next to the target,
 * checked, and renamed when it is whole. It gets the permissions of the store's file.
 * @returns the size of the copy in bytes
 * @throws `STORE_EMPTY` where there is no store; `USAGE` for a target that may not be written; `BACKUP_WRITE_FAILED`
 *   when the disk is full or
 * the folder not writable; `STORE_CORRUPT` when the copy is damaged, as the store then is; `STORE_UNAVAILABLE`,
 * `STORE_SCHEMA_NEWER`, `ABORTED`
 */
export async function backUpSqliteStore(options: BackupOptions): Promise<number> {
  const { path, target, overwrite = false } = options;
  try {
    checkTarget(path, target, overwrite);
    using database = openForReading(path);
    if (!database)
      throw new SoundalikeError('STORE_EMPTY', `${path}: there is no store to copy yet; index the library first`);
    return await writeCopy(database, options);
  } catch (error) {
    if (isSoundalikeError(error)) throw error;
    throw new SoundalikeError('BACKUP_WRITE_FAILED', `${target}: the copy cannot be written: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

async function writeCopy(
  database: SqliteDatabase,
  { path, target, overwrite = false, onProgress, signal }: BackupOptions,
): Promise<number> {
  const folder = await mkdtemp(`${resolve(target)}.partial-`);
  try {
    const copy = join(folder, 'copy.db');
    const pageBytes = Number(database.get('PRAGMA page_size')?.['page_size']);
    await database.copyTo(copy, ({ totalPages, remainingPages }) => {
      throwIfStopped(signal);
      onProgress?.((totalPages - remainingPages) * pageBytes, totalPages * pageBytes);
    });
    checkCopy(copy, path);
    throwIfStopped(signal);
    await chmod(copy, (await stat(path)).mode & 0o777);
    const { size } = await stat(copy);
    // Check again, because copying takes a while.
    checkTarget(path, target, overwrite);
    await rename(copy, target);
    await syncFolder(dirname(resolve(target)));
    onProgress?.(size, size);
    return size;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws `STORE_CORRUPT` */
function checkCopy(copy: string, path: string): void {
  const connection = new DatabaseSync(copy);
  try {
    const found = connection.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (found !== 'ok') {
      throw new SoundalikeError(
        'STORE_CORRUPT',
        `${path}: the SQLite file is damaged (${reasonOf(found)}); no copy was made`,
      );
    }
  } catch (error) {
    throw translateSqliteError(error, path);
  } finally {
    connection.close();
  }
}

/** Make sure that the new name outlives a power cut, where the system can. */
async function syncFolder(folder: string): Promise<void> {
  try {
    await using handle = await open(folder);
    await handle.sync();
  } catch {
    // Windows, and some file systems, cannot sync a folder.
  }
}

function throwIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new SoundalikeError('ABORTED', 'stopped; no copy was made');
}
