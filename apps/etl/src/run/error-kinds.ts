import { isSoundalikeError, systemCode } from '@soundalike/errors';
import type { SoundalikeError, ErrorCode } from '@soundalike/errors';

/** Errors that the content of a file causes: the file is not tried again until it changes. */
const CONTENT_ERRORS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'FILE_EMPTY',
  'NOT_A_FILE',
  'NO_AUDIO',
  'NO_AUDIO_STREAM',
  'DECODE_FAILED',
  'DECODE_TIMEOUT',
  'DECODE_LIMIT',
  'TOO_SHORT',
  'SILENT',
  'EMBEDDING_INVALID',
  'WORKER_CRASHED',
]);

/**
 * Return whether a decoder or a model's process may have crashed by chance, and not by the file, which is then tried a
 * second time: the failure would be remembered.
 */
export function mayHaveCrashed(error: unknown): boolean {
  return isSoundalikeError(error, 'DECODE_FAILED') || isSoundalikeError(error, 'WORKER_CRASHED');
}

/** System errors of a disk or network that may disappear in a moment. */
const TRANSIENT_SYSTEM_ERRORS: ReadonlySet<string> = new Set([
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

/** Return whether a retry may help: the store is unavailable, or the disk does not answer. */
export function isTransient(error: unknown): boolean {
  return isStoreUnavailable(error) || isDiskUnavailable(error);
}

/** Return whether the disk of the dataset does not answer, which may change in a moment. */
export function isDiskUnavailable(error: unknown): boolean {
  return !isStoreUnavailable(error) && systemCodes(error).some((code) => TRANSIENT_SYSTEM_ERRORS.has(code));
}

function isStoreUnavailable(error: unknown): boolean {
  return isSoundalikeError(error, 'STORE_UNAVAILABLE');
}

/**
 * Return whether an error fails one file only; any other one is an error of the machine or the store, and ends the run.
 */
export function failsOneFile(error: unknown): error is SoundalikeError {
  return (
    isSoundalikeError(error) &&
    (CONTENT_ERRORS.has(error.code) || error.code === 'FILE_UNREADABLE' || error.code === 'STORE_WRITE_FAILED')
  );
}

/** Return whether an unchanged file would fail in the same way again, so that no run tries it. */
export function isPermanent(error: SoundalikeError): boolean {
  return !isTransient(error) && CONTENT_ERRORS.has(error.code);
}

function systemCodes(error: unknown): string[] {
  const codes: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = systemCode(at);
    if (code !== undefined) codes.push(code);
  }
  return codes;
}
