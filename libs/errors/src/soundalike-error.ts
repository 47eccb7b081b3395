/**
 * Every way in which this project fails on purpose. The code is stable: scripts and tests may depend on it.
 * The messages say what was expected and what came.
 */
export const ERROR_CODES = [
  // configuration and use
  'CONFIG_INVALID',
  'USAGE',
  'TEMPORARY_WRITE_FAILED',
  // files of the dataset
  'DATASET_MISSING',
  'DATASET_WRITE_FAILED',
  'FILE_UNREADABLE',
  'FILE_EMPTY',
  'NOT_A_FILE',
  'PATH_NOT_UTF8',
  'SYMLINK_BROKEN',
  'SYMLINK_LOOP',
  'NO_AUDIO',
  'DECODE_FAILED',
  'DECODE_TIMEOUT',
  'DECODE_LIMIT',
  'TOO_SHORT',
  'SILENT',
  'DECODER_MISSING',
  // models
  'MODEL_UNKNOWN',
  'MODEL_MISSING',
  'MODEL_INVALID',
  'MODEL_WRITE_FAILED',
  'CHECKPOINT_INVALID',
  'DOWNLOAD_FAILED',
  'CHECKSUM_MISMATCH',
  'EMBEDDING_INVALID',
  'WORKER_CRASHED',
  // stores
  'STORE_UNAVAILABLE',
  'STORE_CORRUPT',
  'STORE_EMPTY',
  'STORE_SCHEMA_NEWER',
  'SPACE_MISMATCH',
  'TRACK_INVALID',
  'TRACK_NOT_FOUND',
  'TRACK_CHANGED',
  'STORE_WRITE_FAILED',
  'STORE_FULL',
  'BACKUP_WRITE_FAILED',
  'RECORD_CONFLICT',
  'LEASE_HELD',
  'DELETION_REFUSED',
  'DISCORD_REFUSED',
  'DISCORD_UNAVAILABLE',
  'ABORTED',
] as const;

/** The closed set of error codes. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** The one error class of the project: a stable `code`, a message for people, and the `cause` where there is one. */
export class SoundalikeError extends Error {
  override readonly name = 'SoundalikeError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** True for an error of this project, with the given code where one is named. */
export function isSoundalikeError(error: unknown, code?: ErrorCode): error is SoundalikeError {
  return error instanceof SoundalikeError && (code === undefined || error.code === code);
}

/** The message of whatever was thrown, in one line: for the reports that name a file and a reason. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/gu, ' ').trim();
}
