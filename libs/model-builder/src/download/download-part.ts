import { open, writeFile } from 'node:fs/promises';
import { fetch } from 'undici';
import { downloadAgent } from './download-agent.ts';
import { ReplacedError, TruncatedError } from './download-errors.ts';
import { publicAddress, requestAddress } from './download-request.ts';
import type { DownloadRequest } from './download-request.ts';
import type { ExpectedFile } from './expected-file.ts';
import { readRange, refuseWebPage, unexpected, validatorOf } from './read-range.ts';
import { findResumable, writePartMetadata } from './resumable-part.ts';

/** Progress of all attempts of one download together. */
export interface PartProgress {
  /** Whether a server has responded. */
  contacted: boolean;
  /** Largest number of bytes of the file that an attempt received. */
  furthest: number;
}

/**
 * Fetch the missing bytes of `part`, or all bytes if the server's file has changed or the server does not support
 * ranges. If the server has another file than the expected one, the part stays unchanged.
 * @param progress updated in place
 */
export async function downloadPart(request: DownloadRequest, part: string, progress: PartProgress): Promise<void> {
  const { signal } = request;
  const name = publicAddress(request.url);
  const resume = await findResumable(part, name, request.expected?.sha256);
  if (resume?.bytes === (request.expected?.bytes ?? resume?.total) && resume) return;
  const dispatcher = downloadAgent();
  try {
    const { address, headers } = requestAddress(request.url);
    const response = await fetch(address, {
      dispatcher,
      signal: signal ?? null,
      headers: {
        ...headers,
        'accept-encoding': 'identity',
        ...(resume && { range: `bytes=${resume.bytes}-` }),
        ...(resume?.validator && { 'if-range': resume.validator }),
      },
    });
    progress.contacted = true;
    const { start, total } = readRange(response, name, resume);
    const { expected, isMixable } = checkAgainstExpected(request, total, start, resume?.total ?? null);
    const body = (response.body ??
      new ReadableStream({ start: (stream) => stream.close() })) as ReadableStream<Uint8Array>;
    const pieces = body.getReader();
    const first = await pieces.read();
    if (start === 0 && !first.done) refuseWebPage(first.value, name);
    const present = resume && (start > 0 || isMixable) ? resume.bytes : 0;
    if (total !== null) await request.onLength?.(total - present);
    await writePartMetadata(part, {
      url: name,
      validator: validatorOf(response),
      total,
      sha256: expected?.sha256 ?? null,
    });
    // If this server sends the file from the start, keep the rest of the part, in case that this one stops earlier.
    await using file = await open(part, present > 0 ? 'r+' : 'w');
    let received = start;
    const most = total ?? expected?.bytes ?? Infinity;
    for (let next = first; !next.done; next = await pieces.read()) {
      const bytes = next.value;
      if (received + bytes.length > most) throw unexpected(name, `${most} bytes`, 'more');
      for (let done = 0; done < bytes.length;) {
        done += (await file.write(bytes, done, bytes.length - done, received + done)).bytesWritten;
      }
      received += bytes.length;
      progress.furthest = Math.max(progress.furthest, received);
      request.onProgress?.(received, Number.isFinite(most) ? most : received);
    }
    if (total !== null && received !== total) {
      throw new TruncatedError(`the connection ended after ${received} of ${total} bytes`);
    }
    if (Number.isFinite(most) && received !== most) throw unexpected(name, `${most} bytes`, `${received}`);
  } catch (error) {
    if (error instanceof ReplacedError) await writeFile(part, '');
    throw error;
  } finally {
    await dispatcher.destroy();
  }
}

/**
 * Return which file the server must have, now that its length is known, and whether the existing part may belong to it.
 * @throws `DOWNLOAD_FAILED` if its length is not the expected one; `ReplacedError` if it differs from that of the part
 */
function checkAgainstExpected(
  { url, expected, published }: DownloadRequest,
  total: number | null,
  start: number,
  partTotal: number | null,
): { readonly expected: ExpectedFile | undefined; readonly isMixable: boolean } {
  const name = publicAddress(url);
  if (expected?.bytes !== undefined && total !== null && total !== expected.bytes)
    throw unexpected(name, `${expected.bytes} bytes`, `${total}`);
  if (start > 0 && partTotal !== null && total !== partTotal)
    throw new ReplacedError(
      `the server's file has ${total} bytes, but the existing part belongs to one of ${partTotal}`,
    );
  const known = expected ?? (total !== null && total === published?.bytes ? published : undefined);
  return { expected: known, isMixable: known !== undefined && total !== null && total === partTotal };
}
