import type { ErrorCode } from '@soundalike/catalog';

/** Errors that cost one file and let the run go on; any other error is the machine's or the store's, and ends the run. */
export const FILE_FAULTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'FILE_UNREADABLE',
  'FILE_EMPTY',
  'NOT_A_FILE',
  'NO_AUDIO',
  'DECODE_FAILED',
  'DECODE_TIMEOUT',
  'DECODE_LIMIT',
  'TOO_SHORT',
  'SILENT',
  'EMBEDDING_INVALID',
  'WORKER_CRASHED',
]);
