import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { SoundalikeError, reasonOf } from '@soundalike/errors';

const POLL = 500;
/** Age in milliseconds from which a lock is taken for one that a killed process left behind; its owner refreshes it more often than that. */
const STALE = 20_000;

/**
 * Makes the model folder this process's own until the lock is disposed of; waits while another process has it.
 * @throws `MODEL_WRITE_FAILED` when the folder cannot be made or written to; `ABORTED` when the signal comes while waiting
 */
export async function lockModelFolder(modelDir: string, signal?: AbortSignal): Promise<AsyncDisposable> {
  for (;;) {
    try {
      await mkdir(modelDir, { recursive: true });
      const release = await lock(modelDir, {
        lockfilePath: join(modelDir, '.lock'),
        stale: STALE,
        // A machine that slept may have lost the lock: then renaming the finished model still leaves a whole one.
        onCompromised: () => undefined,
      });
      return { [Symbol.asyncDispose]: () => release().catch(() => undefined) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') {
        throw new SoundalikeError(
          'MODEL_WRITE_FAILED',
          `${modelDir}: expected a folder that can be written to, but ${reasonOf(error)}`,
          { cause: error },
        );
      }
    }
    try {
      await sleep(POLL, undefined, { ...(signal && { signal }) });
    } catch (error) {
      throw new SoundalikeError(
        'ABORTED',
        `${modelDir}: stopped while waiting for another process that installs a model`,
        { cause: error },
      );
    }
  }
}
