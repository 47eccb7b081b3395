import pRetry from 'p-retry';
import { isTransient } from './file-faults.ts';

/** How long a run waits for a store or disk that is away. */
export interface Patience {
  /** Tries in all, after which the error is final. */
  readonly tries: number;
  /** First wait in milliseconds; doubled from try to try, with jitter, up to `longestWaitMs`. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** Told of every error that is waited out. */
  readonly onWait?: (error: unknown) => void;
}

/** About five minutes: longer than a store takes to restart. */
export const NIGHTLY_PATIENCE: Patience = { tries: 12, firstWaitMs: 500, longestWaitMs: 60_000 };

/**
 * Runs a task, again after a wait where a passing error ended it.
 * @param isPassing which errors are waited out; default: those of a store or a disk
 * @throws the last error, or the signal's reason
 */
export async function withPatience<T>(
  task: () => Promise<T>,
  patience: Patience,
  signal: AbortSignal,
  isPassing = isTransient,
): Promise<T> {
  return pRetry(task, {
    retries: patience.tries - 1,
    minTimeout: patience.firstWaitMs,
    maxTimeout: patience.longestWaitMs,
    randomize: true,
    shouldRetry: ({ error }) => isPassing(error),
    onFailedAttempt: ({ error, retriesLeft }) => {
      if (retriesLeft > 0 && isPassing(error)) patience.onWait?.(error);
    },
    signal,
  });
}
