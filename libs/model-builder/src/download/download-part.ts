import { open, writeFile } from 'node:fs/promises';
import { fetch } from 'undici';
import { downloadAgent } from './download-agent.ts';
import { ReplacedError, TruncatedError } from './download-errors.ts';
import { publicAddress, requestAddress } from './download-request.ts';
import type { DownloadRequest } from './download-request.ts';
import type { ExpectedFile } from './expected-file.ts';
import { readRange, refuseWebPage, unexpected, validatorOf } from './read-range.ts';
import { findResumable, writePartNote } from './resumable-part.ts';

/** How far the tries of one download have come together. */
export interface PartProgress {
  /** Whether a server has answered anything. */
  contacted: boolean;
  /** Most bytes of the file that one of them held. */
  furthest: number;
}

/**
 * Fetch what is missing of `part`: all of it where the server's file is another one by now or the server knows no ranges. A server that
 * turns out to have another file than the expected one leaves the part as it is.
 * @param progress kept up to date
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
    const { expected, isMixable } = agreed(request, total, start, resume?.total ?? null);
    const pieces = (response.body ?? new ReadableStream<Uint8Array>({ start: (stream) => stream.close() })).getReader();
    const first = await pieces.read();
    if (start === 0 && !first.done) refuseWebPage(first.value, name);
    const present = resume && (start > 0 || isMixable) ? resume.bytes : 0;
    if (total !== null) await request.onLength?.(total - present);
    await writePartNote(part, { url: name, validator: validatorOf(response), total, sha256: expected?.sha256 ?? null });
    // What another server began is kept behind what this one sends again, in case that this one stops first.
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
    if (total !== null && received !== total) throw new TruncatedError(`it ended after ${received} of ${total} bytes`);
    if (Number.isFinite(most) && received !== most) throw unexpected(name, `${most} bytes`, `${received}`);
  } catch (error) {
    if (error instanceof ReplacedError) await writeFile(part, '');
    throw error;
  } finally {
    await dispatcher.destroy();
  }
}

/**
 * What the server's file has to be, now that its length is known, and whether the part that is here may be of the same.
 * @throws `DOWNLOAD_FAILED` when its length is another than the expected one; `ReplacedError` when it is another than the part's
 */
function agreed(
  { url, expected, published }: DownloadRequest,
  total: number | null,
  start: number,
  partTotal: number | null,
): { readonly expected: ExpectedFile | undefined; readonly isMixable: boolean } {
  const name = publicAddress(url);
  if (expected?.bytes !== undefined && total !== null && total !== expected.bytes)
    throw unexpected(name, `${expected.bytes} bytes`, `${total}`);
  if (start > 0 && partTotal !== null && total !== partTotal)
    throw new ReplacedError(`the file there has ${total} bytes, and the part that is here is of one of ${partTotal}`);
  const known = expected ?? (total !== null && total === published?.bytes ? published : undefined);
  return { expected: known, isMixable: known !== undefined && total !== null && total === partTotal };
}
