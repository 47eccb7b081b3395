/** HTTP answers that may be another one soon. */
const TRANSIENT_STATUS = new Set([408, 416, 425, 429, 500, 502, 503, 504]);

/** Faults of the file system: waiting does not make room on a disk. */
const FILE_SYSTEM_CODES = new Set([
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EROFS',
  'EACCES',
  'EPERM',
  'EISDIR',
  'ENOTDIR',
  'ENOENT',
  'EIO',
]);

/** An answer that is no part of the file. */
export class HttpStatusError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the server answered ${status}`);
    this.status = status;
  }
}

/** The body ended before the length that was announced. */
export class TruncatedError extends Error {}

/** The part that is here is of another file than the server's: it has to start over. */
export class ReplacedError extends Error {}

/** Whether trying again may help: true for a busy server and for a connection that broke. */
export function isTransient(error: unknown): boolean {
  if (error instanceof HttpStatusError) return TRANSIENT_STATUS.has(error.status);
  if (error instanceof TruncatedError || error instanceof ReplacedError) return true;
  if (isFileSystemFault(error)) return false;
  // undici reports network faults as a TypeError; its cause is the socket's error.
  return error instanceof TypeError;
}

/** Whether the disk, not the network, is at fault. */
export function isFileSystemFault(error: unknown): boolean {
  return error instanceof Error && FILE_SYSTEM_CODES.has((error as NodeJS.ErrnoException).code ?? '');
}
