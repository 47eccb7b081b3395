import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import pRetry, { AbortError } from 'p-retry';
import { SoundalikeError, isSoundalikeError } from '@soundalike/errors';
import { downloadPart } from './download-part.ts';
import type { PartProgress } from './download-part.ts';
import { publicAddress } from './public-address.ts';
import { isTransient } from './transient-error.ts';

/** What is known of a file before it is downloaded. */
export interface ExpectedFile {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly md5: string;
}

/** A download. */
export interface DownloadRequest {
  readonly url: string;
  /** Where the whole file goes; until then it grows beside it as `PATH.part`. */
  readonly path: string;
  readonly expected?: ExpectedFile;
  readonly onProgress?: (receivedBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
}

/** Failures in a row without a byte more of the file. */
const RETRIES = 4;
/** Milliseconds before the first retry; each later one waits twice as long. */
const FIRST_BACKOFF = 500;

/**
 * Downloads a file over HTTP. What an earlier try left in `PATH.part` is resumed where the server says that its file is still the same.
 * Faults that pass by themselves are retried with backoff; a server that cannot be reached at all is not waited for.
 * @throws `DOWNLOAD_FAILED`; `CHECKSUM_MISMATCH` (then the next try starts anew); `ABORTED`
 */
export async function downloadFile(request: DownloadRequest): Promise<void> {
  const { path, expected, signal } = request;
  const address = publicAddress(request.url);
  const part = `${path}.part`;
  const progress: PartProgress = { contacted: false, furthest: 0 };
  let furthestBefore = 0;
  try {
    await pRetry(
      async () => {
        try {
          await downloadPart(request, part, progress);
        } catch (error) {
          // p-retry gives up on a TypeError, which is what undici reports a broken connection as.
          if (isTransient(error) && progress.contacted) throw new Error(causeOf(error), { cause: error });
          throw new AbortError(error as Error);
        }
      },
      {
        retries: RETRIES,
        minTimeout: FIRST_BACKOFF,
        factor: 2,
        shouldConsumeRetry: () => {
          const stuck = progress.furthest <= furthestBefore;
          furthestBefore = progress.furthest;
          return stuck;
        },
        ...(signal && { signal }),
      },
    );
  } catch (error) {
    if (signal?.aborted)
      throw new SoundalikeError('ABORTED', `${address}: the download was stopped; the next one resumes it`, {
        cause: error,
      });
    if (isSoundalikeError(error)) throw error;
    throw new SoundalikeError('DOWNLOAD_FAILED', `${address}: expected a whole file, but ${causeOf(error)}`, {
      cause: error,
    });
  }
  if (expected) await check(part, expected, address);
  await rename(part, path);
  await rm(`${part}.json`, { force: true });
}

async function check(part: string, expected: ExpectedFile, address: string): Promise<void> {
  const hash = createHash('md5');
  await pipeline(createReadStream(part), hash);
  const got = { bytes: (await stat(part)).size, md5: hash.digest('hex') };
  if (got.bytes === expected.bytes && got.md5 === expected.md5) return;
  await rm(part, { force: true });
  throw new SoundalikeError(
    'CHECKSUM_MISMATCH',
    `${address}: expected ${expected.bytes} bytes with the MD5 ${expected.md5}, got ${got.bytes} with ${got.md5}`,
  );
}

/** The innermost reason: undici says "fetch failed" and keeps the fault itself as the cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? causeOf(error.cause) : error.message || error.name;
}
