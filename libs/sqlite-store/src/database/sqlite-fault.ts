import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';

const BUSY = 5;

/** Primary result codes of SQLite (https://sqlite.org/rescode.html), which the low byte of an extended code holds. */
const CODE_OF_RESULT: ReadonlyMap<number, ErrorCode> = new Map([
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

/** SQLITE_IOERR_SHMSIZE: no room on the disk for the WAL's index. */
const IOERR_SHMSIZE = 4874;

const EXPECTATION: Partial<Record<ErrorCode, string>> = {
  STORE_UNAVAILABLE: 'a store file that can be opened',
  STORE_CORRUPT: 'a sound SQLite file',
  STORE_FULL: 'room to write',
};

/** What an error of SQLite means to the users of a store; other errors, which are faults of this program, stay as they are. */
export function translateSqliteFault(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || isSoundalikeError(error)) return error;
  const code = codeOf(error as Error & { code?: unknown; errcode?: unknown });
  if (code === undefined) return error;
  return new SoundalikeError(code, `${path}: expected ${EXPECTATION[code]}, got: ${reasonOf(error)}`, { cause: error });
}

/** True when another connection has the file for itself at the moment. */
export function isBusy(error: unknown): boolean {
  return (
    error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && (error.errcode & 0xff) === BUSY
  );
}

function codeOf(error: { readonly code?: unknown; readonly errcode?: unknown }): ErrorCode | undefined {
  if (error.code === 'ENOSPC') return 'STORE_FULL';
  if (error.code === 'ERR_INVALID_STATE') return 'STORE_UNAVAILABLE'; // used after it was closed
  if (error.code === 'ERR_SQLITE_ERROR' && typeof error.errcode === 'number') {
    return error.errcode === IOERR_SHMSIZE ? 'STORE_FULL' : CODE_OF_RESULT.get(error.errcode & 0xff);
  }
  return undefined;
}
