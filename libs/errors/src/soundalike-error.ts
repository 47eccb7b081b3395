/**
 * Codes of the errors that this project throws deliberately. A code is stable: scripts and tests can depend on it.
 * The message of an error states what happened and what to do.
 */
export const ERROR_CODES = [
  // Configuration and command line: a setting is invalid; a command or argument is.
  'CONFIG_INVALID',
  'USAGE',

  // Folder for temporary files: cannot be written to.
  'TEMPORARY_WRITE_FAILED',

  // Dataset: the folder is missing, has another library than the store, or cannot be written to.
  'DATASET_MISSING',
  'DATASET_MISMATCH',
  'DATASET_WRITE_FAILED',

  // Files of the dataset: cannot be opened, or not what a file of music should be.
  'FILE_UNREADABLE',
  'FILE_EMPTY',
  'NOT_A_FILE',
  'PATH_NOT_UTF8',
  'SYMLINK_BROKEN',
  'SYMLINK_LOOP',

  // Audio: is not audio, is a video without sound, cannot be decoded, exceeds a limit of decoding, or has nothing to
  // embed.
  'NO_AUDIO',
  'NO_AUDIO_STREAM',
  'DECODE_FAILED',
  'DECODE_TIMEOUT',
  'DECODE_LIMIT',
  'TOO_SHORT',
  'SILENT',
  'DECODER_MISSING',

  // Models: the name is unknown, the file is missing or invalid, or the conversion of a checkpoint failed.
  'MODEL_UNKNOWN',
  'MODEL_MISSING',
  'MODEL_INVALID',
  'MODEL_WRITE_FAILED',
  'CHECKPOINT_INVALID',
  'DOWNLOAD_FAILED',
  'CHECKSUM_MISMATCH',

  // Embedding: the model returned unusable values, or its worker process stopped.
  'EMBEDDING_INVALID',
  'WORKER_CRASHED',

  // Stores: cannot be reached or read, have no tracks yet, are full or read-only, or were written by a newer version.
  'STORE_UNAVAILABLE',
  'STORE_CORRUPT',
  'STORE_EMPTY',
  'STORE_SCHEMA_NEWER',
  'STORE_WRITE_FAILED',
  'STORE_FULL',
  'STORE_READ_ONLY',
  'BACKUP_WRITE_FAILED',

  // Tracks in a store: of another embedding space, invalid, unknown, or changed by another process.
  'SPACE_MISMATCH',
  'TRACK_INVALID',
  'TRACK_NOT_FOUND',
  'TRACK_CHANGED',

  // Playlists: a file or list cannot be written, or is not one of ours. Players: cannot be reached, or refuse a request.
  'PLAYLIST_WRITE_FAILED',
  'PLAYER_UNAVAILABLE',
  'PLAYER_REFUSED',

  // Records: changed by another process. Runs: another one holds the lease, or too many tracks would be deleted.
  'RECORD_CONFLICT',
  'LEASE_HELD',
  'DELETION_REFUSED',

  // Discord: rejected the request, or cannot be reached.
  'DISCORD_REFUSED',
  'DISCORD_UNAVAILABLE',

  // Requests: too many wait already.
  'QUEUE_FULL',

  // The operator stopped the program.
  'ABORTED',
] as const;

/** One of the error codes. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** The only error class of the project: a stable `code`, a message for people, and the `cause` if there is one. */
export class SoundalikeError extends Error {
  override readonly name = 'SoundalikeError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** Return whether a value is an error of this project, with the given code if one is given. */
export function isSoundalikeError(error: unknown, code?: ErrorCode): error is SoundalikeError {
  return error instanceof SoundalikeError && (code === undefined || error.code === code);
}

/** Return the message of any thrown value in one line, for reports that name a file and a reason. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/gu, ' ').trim();
}
