import { rename, rm, writeFile } from 'node:fs/promises';
import pRetry, { AbortError } from 'p-retry';
import { SoundalikeError, isSoundalikeError } from '@soundalike/errors';
import { describeFault, isTransient } from './download-errors.ts';
import { downloadPart } from './download-part.ts';
import type { PartProgress } from './download-part.ts';
import { publicAddress } from './download-request.ts';
import type { DownloadRequest } from './download-request.ts';
import { checkFile, inspectFile } from './expected-file.ts';
import type { FoundFile } from './expected-file.ts';
import { findResumable } from './resumable-part.ts';

/** What `PATH.json` says of a downloaded file. */
export interface DownloadNote {
  /** Where it came from, as it may be shown. */
  readonly url: string;
  readonly sha256: string;
}

/** Failures in a row without a byte more of the file. */
const RETRIES = 4;
/** Milliseconds before the first retry; each later one waits twice as long. */
const FIRST_BACKOFF = 500;

/**
 * Download a file over HTTP. What an earlier try, or another server, left in `PATH.part` is continued if it is of the same file: where the
 * digest is known, that is checked at the end, else the server has to say it. Faults that pass by themselves are retried with backoff;
 * a server that cannot be reached at all is not waited for.
 * @throws `DOWNLOAD_FAILED`; `CHECKSUM_MISMATCH` (then the next try starts over); `ABORTED`; `CONFIG_INVALID` for a faulty proxy
 */
export async function downloadFile(request: DownloadRequest): Promise<FoundFile> {
  const { path, expected, published } = request;
  const address = publicAddress(request.url);
  const part = `${path}.part`;
  let isInherited = (await findResumable(part, address, expected?.sha256)) !== null;
  for (;;) {
    await downloadWhole(request, part, address);
    const found = await inspectFile(part);
    const wanted = expected ?? (found.bytes === published?.bytes ? published : undefined);
    try {
      if (wanted) checkFile(found, wanted, address);
    } catch (error) {
      await rm(part, { force: true });
      // What another server or an earlier run left may have been at fault: once more, from the start.
      if (!isInherited) throw error;
      isInherited = false;
      continue;
    }
    await writeFile(`${path}.json`, JSON.stringify({ url: address, sha256: found.sha256 } satisfies DownloadNote));
    await rename(part, path);
    await rm(`${part}.json`, { force: true });
    return found;
  }
}

async function downloadWhole(request: DownloadRequest, part: string, address: string): Promise<void> {
  const { signal } = request;
  const progress: PartProgress = { contacted: false, furthest: 0 };
  let furthestBefore = 0;
  try {
    await pRetry(
      async () => {
        try {
          await downloadPart(request, part, progress);
        } catch (error) {
          // p-retry gives up on a TypeError, which is what undici reports a broken connection as.
          if (isTransient(error) && progress.contacted) throw new Error(describeFault(error), { cause: error });
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
      throw new SoundalikeError('ABORTED', `${address}: the download was stopped; the next one continues it`, {
        cause: error,
      });
    if (isSoundalikeError(error)) throw error;
    throw new SoundalikeError('DOWNLOAD_FAILED', `${address}: expected a whole file, but ${describeFault(error)}`, {
      cause: error,
    });
  }
}
