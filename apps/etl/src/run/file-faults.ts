import { isSoundalikeError } from '@soundalike/errors';
import type { SoundalikeError, ErrorCode } from '@soundalike/errors';

/** Errors that a file brings about itself: it is not tried again until it changes. */
const OWN_FAULTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
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

/** System errors of a disk or network that may be well again in a moment. */
const PASSING: ReadonlySet<string> = new Set([
  'EIO',
  'ESTALE',
  'ETIMEDOUT',
  'EAGAIN',
  'EBUSY',
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'ENOTCONN',
  'EHOSTDOWN',
  'EREMOTEIO',
]);

/** True for an error that waiting may mend: the store is away, or the disk does not answer. */
export function isTransient(error: unknown): boolean {
  return isStoreAway(error) || isDiskAway(error);
}

/** True where the dataset's disk does not answer, which may be well again in a moment. */
export function isDiskAway(error: unknown): boolean {
  return !isStoreAway(error) && systemCodes(error).some((code) => PASSING.has(code));
}

function isStoreAway(error: unknown): boolean {
  return isSoundalikeError(error, 'STORE_UNAVAILABLE');
}

/** True for an error that costs one file and lets the run go on; any other is the machine's or the store's, and ends the run. */
export function costsOneFile(error: unknown): error is SoundalikeError {
  return (
    isSoundalikeError(error) &&
    (OWN_FAULTS.has(error.code) || error.code === 'FILE_UNREADABLE' || error.code === 'STORE_WRITE_FAILED')
  );
}

/** True for a failure that is remembered, since the same file would fail the same way again. */
export function isOwnFault(error: SoundalikeError): boolean {
  return !isTransient(error) && OWN_FAULTS.has(error.code);
}

function systemCodes(error: unknown): string[] {
  const codes: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') codes.push(at.code);
  }
  return codes;
}
