import type { Response } from 'undici';
import { SoundalikeError } from '@soundalike/errors';
import { HttpStatusError, ReplacedError } from './download-errors.ts';
import type { Resumable } from './resumable-part.ts';

/** Which part of a file an answer brings. */
export interface AnsweredRange {
  /** First byte. */
  readonly start: number;
  /** Length of the whole file; null where the server does not say. */
  readonly total: number | null;
}

/**
 * Read from the headers of an answer which bytes follow.
 * @param address of the file, as it may be shown
 * @param resume what was asked to be continued
 * @throws `DOWNLOAD_FAILED` for a web page or other bytes than those asked for; `HttpStatusError`; `ReplacedError` when the part that is
 * here is of another file
 */
export function readRange(response: Response, address: string, resume: Resumable | null): AnsweredRange {
  const { status, headers } = response;
  if (status === 416 && resume) throw new ReplacedError('the part that is here does not fit the file there');
  if (status !== 200 && status !== 206) throw new HttpStatusError(status);
  if (/^(text\/html|application\/xhtml)/iu.test(headers.get('content-type') ?? '')) throw webPage(address);
  const isEncoded = !/^(identity)?$/iu.test(headers.get('content-encoding') ?? '');
  if (status === 200) {
    const length = Number(headers.get('content-length') ?? Number.NaN);
    return { start: 0, total: Number.isSafeInteger(length) && !isEncoded ? length : null };
  }
  // A server that does not know If-Range answers with the rest of another file.
  const validator = validatorOf(response);
  if (resume?.validator && validator !== null && validator !== resume.validator)
    throw new ReplacedError('it was replaced by another file in between');
  const asked = resume?.bytes ?? 0;
  const range = headers.get('content-range') ?? 'none';
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+)$/u.exec(range) ?? [];
  if (start === undefined || total === undefined || Number(start) !== asked || isEncoded)
    throw unexpected(address, `the bytes from ${asked} on`, range);
  return { start: asked, total: Number(total) };
}

/** What tells this file from another one at the same address, or null. */
export function validatorOf({ headers }: Response): string | null {
  const etag = headers.get('etag');
  return etag !== null && !etag.startsWith('W/') ? etag : headers.get('last-modified');
}

/** Refuse the start of a file that is a web page, whatever the server calls it. @throws `DOWNLOAD_FAILED` */
export function refuseWebPage(start: Uint8Array, address: string): void {
  const text = new TextDecoder('latin1').decode(start.subarray(0, 1024));
  if (/^(\u00EF\u00BB\u00BF)?\s*<(!doctype|!--|\?xml|html|head|body|script)/iu.test(text)) throw webPage(address);
}

/** The server has other bytes than those that were expected, and will have them the next time, too. */
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
