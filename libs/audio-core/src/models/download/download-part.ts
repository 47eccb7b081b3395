import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { Agent, fetch } from 'undici';
import type { Response } from 'undici';
import { SoundalikeError } from '@soundalike/errors';
import type { DownloadRequest } from './download-file.ts';
import { publicAddress, requestAddress } from './public-address.ts';
import { HttpStatusError, TruncatedError } from './transient-error.ts';

/** Without internet a download has to fail within seconds; once a server has answered it may take its time. */
const CONNECT_TIMEOUT = 4000;
const SILENCE_TIMEOUT = 30_000;

/** What is remembered of the file that a part belongs to. */
interface PartNote {
  readonly url: string;
  /** A strong ETag, else the date of the last modification: what `If-Range` compares. */
  readonly validator: string;
}

/** A part that can be gone on with. */
interface PartState {
  readonly bytes: number;
  readonly validator: string;
}

/** How far the tries of one download have come together. */
export interface PartProgress {
  /** Whether a server has answered anything. */
  contacted: boolean;
  /** Most bytes of the file that one of them held. */
  furthest: number;
}

/**
 * Fetches what is missing of `part`, or all of it where the server's file is another one by now or the server knows no ranges.
 * @param progress kept up to date
 */
export async function downloadPart(request: DownloadRequest, part: string, progress: PartProgress): Promise<void> {
  const { url, expected, onProgress, signal } = request;
  const resume = await resumable(part, url);
  const dispatcher = new Agent({
    connect: { timeout: CONNECT_TIMEOUT },
    headersTimeout: SILENCE_TIMEOUT,
    bodyTimeout: SILENCE_TIMEOUT,
  });
  try {
    const { address, headers } = requestAddress(url);
    const response = await fetch(address, {
      dispatcher,
      signal: signal ?? null,
      headers: {
        ...headers,
        'accept-encoding': 'identity',
        ...(resume && { range: `bytes=${resume.bytes}-`, 'if-range': resume.validator }),
      },
    });
    progress.contacted = true;
    const { start, total } = await rangeOf(response, part, resume);
    if (expected && total !== null && total !== expected.bytes)
      throw unexpected(url, `${expected.bytes} bytes`, `${total}`);
    await noteValidator(response, part, url);
    await using file = await open(part, start === 0 ? 'w' : 'r+');
    let received = start;
    for await (const piece of response.body ?? []) {
      const bytes = piece as Uint8Array;
      for (let done = 0; done < bytes.length;) {
        done += (await file.write(bytes, done, bytes.length - done, received + done)).bytesWritten;
      }
      received += bytes.length;
      const most = total ?? expected?.bytes ?? Infinity;
      if (received > most) throw unexpected(url, `${most} bytes`, 'more');
      progress.furthest = Math.max(progress.furthest, received);
      onProgress?.(received, total ?? expected?.bytes ?? received);
    }
    if (total !== null && received !== total) throw new TruncatedError(`it ended after ${received} of ${total} bytes`);
  } finally {
    await dispatcher.destroy();
  }
}

/** Where the answer's body starts in the file, and how long the file is; null where the server does not say. */
async function rangeOf(
  response: Response,
  part: string,
  resume: PartState | null,
): Promise<{ start: number; total: number | null }> {
  const { status, headers, url } = response;
  if (status === 416) await writeFile(part, ''); // The part is not of this file: the next try starts anew.
  if (status !== 200 && status !== 206) throw new HttpStatusError(status);
  const type = headers.get('content-type') ?? '';
  if (type.startsWith('text/html')) throw unexpected(url, 'a file', 'a web page (text/html)');
  if (status === 200) {
    const length = Number(headers.get('content-length') ?? Number.NaN);
    return { start: 0, total: Number.isSafeInteger(length) ? length : null };
  }
  // A server that does not know If-Range answers with the rest of another file.
  const validator = validatorOf(response);
  if (resume && validator !== null && validator !== resume.validator) {
    await writeFile(part, '');
    throw new TruncatedError('it was replaced by another file in between');
  }
  const asked = resume?.bytes ?? 0;
  const range = headers.get('content-range') ?? 'none';
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+)$/u.exec(range) ?? [];
  if (start === undefined || total === undefined || Number(start) !== asked)
    throw unexpected(url, `the bytes from ${asked} on`, range);
  return { start: asked, total: Number(total) };
}

async function resumable(part: string, url: string): Promise<PartState | null> {
  try {
    const note = JSON.parse(await readFile(`${part}.json`, 'utf8')) as Partial<PartNote>;
    const { size } = await stat(part);
    return note.url === publicAddress(url) && typeof note.validator === 'string' && size > 0
      ? { bytes: size, validator: note.validator }
      : null;
  } catch {
    return null; // No part, or none that is known to be of the same file: start anew.
  }
}

async function noteValidator(response: Response, part: string, url: string): Promise<void> {
  await writeFile(`${part}.json`, JSON.stringify({ url: publicAddress(url), validator: validatorOf(response) }));
}

/** What tells this file from another one at the same address, or null. */
function validatorOf({ headers }: Response): string | null {
  const etag = headers.get('etag');
  return etag !== null && !etag.startsWith('W/') ? etag : headers.get('last-modified');
}

function unexpected(url: string, expected: string, got: string): SoundalikeError {
  return new SoundalikeError('DOWNLOAD_FAILED', `${publicAddress(url)}: expected ${expected}, got ${got}`);
}
