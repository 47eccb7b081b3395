import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';

/** Codes that an error of SQLite may become. */
type StoreErrorCode = Extract<ErrorCode, 'STORE_UNAVAILABLE' | 'STORE_CORRUPT' | 'STORE_FULL'>;

const BUSY = 5;

/** Primary result codes of SQLite (https://sqlite.org/rescode.html): the low byte of an extended code. */
const CODE_OF_RESULT: ReadonlyMap<number, StoreErrorCode> = new Map([
  [3, 'STORE_UNAVAILABLE'], // PERM
  [BUSY, 'STORE_UNAVAILABLE'],
  [6, 'STORE_UNAVAILABLE'], // LOCKED
  [8, 'STORE_UNAVAILABLE'], // READONLY
  [10, 'STORE_UNAVAILABLE'], // IOERR
  [11, 'STORE_CORRUPT'], // CORRUPT
  [13, 'STORE_FULL'], // FULL
  [14, 'STORE_UNAVAILABLE'], // CANTOPEN
  [15, 'STORE_UNAVAILABLE'], // PROTOCOL: too many open the file at once
  [26, 'STORE_CORRUPT'], // NOTADB
]);

/** SQLITE_IOERR_SHMSIZE: no space on the disk for the WAL's index. */
const IOERR_SHMSIZE = 4874;

/** Description of the problem and advice, by code. */
const DESCRIPTIONS: Record<StoreErrorCode, readonly [problem: string, advice: string]> = {
  STORE_UNAVAILABLE: ['the store file cannot be used', 'check its permissions, and whether another program locks it'],
  STORE_CORRUPT: ['this is not a valid SQLite file', 'restore it from a backup, or delete it and index again'],
  STORE_FULL: ['the disk is full', 'free some space and run again'],
};

/**
 * Translate an error of SQLite to one of this project. Other errors, which are bugs of this program, are returned as
 * they are.
 */
export function translateSqliteError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || isSoundalikeError(error)) return error;
  const code = codeOf(error as Error & { code?: unknown; errcode?: unknown });
  if (code === undefined) return error;
  const [problem, advice] = DESCRIPTIONS[code];
  return new SoundalikeError(code, `${path}: ${problem} (${reasonOf(error)}); ${advice}`, { cause: error });
}

/** Return true if another connection has locked the file at the moment. */
export function isBusy(error: unknown): boolean {
  return (
    error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && (error.errcode & 0xff) === BUSY
  );
}

function codeOf(error: { readonly code?: unknown; readonly errcode?: unknown }): StoreErrorCode | undefined {
  if (error.code === 'ENOSPC') return 'STORE_FULL';
  if (error.code === 'ERR_INVALID_STATE') return 'STORE_UNAVAILABLE'; // used after it was closed
  if (error.code === 'ERR_SQLITE_ERROR' && typeof error.errcode === 'number') {
    return error.errcode === IOERR_SHMSIZE ? 'STORE_FULL' : CODE_OF_RESULT.get(error.errcode & 0xff);
  }
  return undefined;
}
