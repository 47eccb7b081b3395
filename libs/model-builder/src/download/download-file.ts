import { rename, rm, writeFile } from 'node:fs/promises';
import pRetry, { AbortError } from 'p-retry';
import { SoundalikeError, isSoundalikeError } from '@soundalike/errors';
import { describeFailure, isRetryable } from './download-errors.ts';
import { downloadPart } from './download-part.ts';
import type { PartProgress } from './download-part.ts';
import { publicAddress } from './download-request.ts';
import type { DownloadRequest } from './download-request.ts';
import { checkFile, inspectFile } from './expected-file.ts';
import type { FoundFile } from './expected-file.ts';
import { findResumable } from './resumable-part.ts';

/** Metadata of a downloaded file, in `PATH.json`. */
export interface DownloadMetadata {
  /** Address of the file without secrets. */
  readonly url: string;
  readonly sha256: string;
}

/** Maximum number of consecutive failures without any progress. */
const RETRIES = 4;
/** Milliseconds before the first retry; each later one waits twice as long. */
const FIRST_BACKOFF = 500;

/**
 * Download a file over HTTP. A part that an earlier attempt or another server left in `PATH.part` is continued if it
 * belongs to the same file: a known digest is checked at the end; without one, the server has to confirm it. Temporary
 * failures are retried with backoff, but a server that cannot be reached at all is not.
 * @throws `DOWNLOAD_FAILED`; `CHECKSUM_MISMATCH` (the next attempt then starts over); `ABORTED`; `CONFIG_INVALID` for
 * an invalid proxy address
 */
export async function downloadFile(request: DownloadRequest): Promise<FoundFile> {
  const { path, expected, published } = request;
  const address = publicAddress(request.url);
  const part = `${path}.part`;
  let isInherited = (await findResumable(part, address, expected?.sha256)) !== null;
  for (;;) {
    await downloadWithRetries(request, part, address);
    const found = await inspectFile(part);
    const wanted = expected ?? (found.bytes === published?.bytes ? published : undefined);
    try {
      if (wanted) checkFile(found, wanted, address);
    } catch (error) {
      await rm(part, { force: true });
      // The part that another server or an earlier run left may be damaged: download again from the start.
      if (!isInherited) throw error;
      isInherited = false;
      continue;
    }
    await writeFile(`${path}.json`, JSON.stringify({ url: address, sha256: found.sha256 } satisfies DownloadMetadata));
    await rename(part, path);
    await rm(`${part}.json`, { force: true });
    return found;
  }
}

async function downloadWithRetries(request: DownloadRequest, part: string, address: string): Promise<void> {
  const { signal } = request;
  const progress: PartProgress = { contacted: false, furthest: 0 };
  let furthestBefore = 0;
  try {
    await pRetry(
      async () => {
        try {
          await downloadPart(request, part, progress);
        } catch (error) {
          // p-retry does not retry after a TypeError, which is how undici reports a broken connection.
          if (isRetryable(error) && progress.contacted) throw new Error(describeFailure(error), { cause: error });
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
      throw new SoundalikeError('ABORTED', `${address}: the download was stopped; run it again to continue`, {
        cause: error,
      });
    if (isSoundalikeError(error)) throw error;
    throw new SoundalikeError('DOWNLOAD_FAILED', `${address}: the download failed: ${describeFailure(error)}`, {
      cause: error,
    });
  }
}
