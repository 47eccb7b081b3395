import type { Response } from 'undici';
import { SoundalikeError } from '@soundalike/errors';
import { HttpStatusError, ReplacedError } from './download-errors.ts';
import type { Resumable } from './resumable-part.ts';

/** Part of a file that a response contains. */
export interface ResponseRange {
  /** First byte. */
  readonly start: number;
  /** Length of the complete file in bytes; null if the server does not send it. */
  readonly total: number | null;
}

/**
 * Read from the headers of a response which bytes of the file follow.
 * @param address address of the file, without secrets
 * @param resume the part that the request continues
 * @throws `DOWNLOAD_FAILED` for a web page or other bytes than those requested; `HttpStatusError`; `ReplacedError` if
 * the existing part belongs to another file
 */
export function readRange(response: Response, address: string, resume: Resumable | null): ResponseRange {
  const { status, headers } = response;
  if (status === 416 && resume) throw new ReplacedError('the existing part does not fit the file on the server');
  if (status !== 200 && status !== 206) throw new HttpStatusError(status);
  if (/^(text\/html|application\/xhtml)/iu.test(headers.get('content-type') ?? '')) throw webPage(address);
  const isEncoded = !/^(identity)?$/iu.test(headers.get('content-encoding') ?? '');
  if (status === 200) {
    const length = Number(headers.get('content-length') ?? Number.NaN);
    return { start: 0, total: Number.isSafeInteger(length) && !isEncoded ? length : null };
  }
  // A server that does not support If-Range sends the rest of another file.
  const validator = validatorOf(response);
  if (resume?.validator && validator !== null && validator !== resume.validator)
    throw new ReplacedError('the file on the server was replaced by another one in the meantime');
  const requested = resume?.bytes ?? 0;
  const range = headers.get('content-range') ?? 'none';
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+)$/u.exec(range) ?? [];
  if (start === undefined || total === undefined || Number(start) !== requested || isEncoded)
    throw unexpected(address, `the bytes from ${requested} on`, range);
  return { start: requested, total: Number(total) };
}

/** Return the value that identifies this version of the file (ETag or date), or null. */
export function validatorOf({ headers }: Response): string | null {
  const etag = headers.get('etag');
  return etag !== null && !etag.startsWith('W/') ? etag : headers.get('last-modified');
}

/** Check that a file does not start like a web page, whatever its content type. @throws `DOWNLOAD_FAILED` */
export function refuseWebPage(start: Uint8Array, address: string): void {
  const text = new TextDecoder('latin1').decode(start.subarray(0, 1024));
  if (/^(\u00EF\u00BB\u00BF)?\s*<(!doctype|!--|\?xml|html|head|body|script)/iu.test(text)) throw webPage(address);
}

/** Return the error for a server that has other bytes than expected. A retry does not help. */
export function unexpected(address: string, expected: string, got: string): SoundalikeError {
  return new SoundalikeError('DOWNLOAD_FAILED', `${address}: expected ${expected}, got ${got}`);
}

function webPage(address: string): SoundalikeError {
  return unexpected(
    address,
    'the file',
    'a web page instead (the file may have moved, or a login page of the network may have answered)',
  );
}
