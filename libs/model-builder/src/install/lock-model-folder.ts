import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { SoundalikeError, reasonOf, systemCode } from '@soundalike/errors';

/** Milliseconds between two attempts to get the lock. */
const POLL = 500;
/**
 * Age in milliseconds after which a lock counts as left behind by a killed process; its owner refreshes it more often.
 */
const STALE = 20_000;

/**
 * Lock the model folder for this process until the lock is disposed of. Waits while another process has the lock.
 * @throws `MODEL_WRITE_FAILED` if the folder cannot be created or written to; `ABORTED` if the signal aborts the wait
 */
export async function lockModelFolder(modelDir: string, signal?: AbortSignal): Promise<AsyncDisposable> {
  for (;;) {
    try {
      await mkdir(modelDir, { recursive: true });
      const release = await lock(modelDir, {
        lockfilePath: join(modelDir, '.lock'),
        stale: STALE,
        // After a sleep of the machine the lock may be lost. Renaming the finished model still leaves a complete one.
        onCompromised: () => undefined,
      });
      return { [Symbol.asyncDispose]: () => release().catch(() => undefined) };
    } catch (error) {
      if (systemCode(error) !== 'ELOCKED') {
        throw new SoundalikeError(
          'MODEL_WRITE_FAILED',
          `${modelDir} is not a folder that can be written to: ${reasonOf(error)}`,
          { cause: error },
        );
      }
    }
    try {
      await sleep(POLL, undefined, { ...(signal && { signal }) });
    } catch (error) {
      throw new SoundalikeError(
        'ABORTED',
        `${modelDir}: stopped while waiting for another process to install a model`,
        { cause: error },
      );
    }
  }
}
