import pRetry from 'p-retry';
import { isTransient } from './error-kinds.ts';

/**
 * How a run waits for a store or disk that is unavailable. Each layer retries for its own reason:
 * - The HTTP client of Elasticsearch never retries.
 * - A store retries one call until its own deadline, some seconds, for overload and short interruptions.
 * - A run retries calls and files by this policy, to survive an outage such as a restart of the store.
 */
export interface RetryPolicy {
  /** Attempts in all, after which the error is final. */
  readonly tries: number;
  /** Milliseconds after the first failure from which on an error is final: an attempt may itself take minutes. */
  readonly outageMs: number;
  /** First wait in milliseconds; it doubles from attempt to attempt, with jitter, up to `longestWaitMs`. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** Receives every error that is followed by another attempt. */
  readonly onWait?: (error: unknown) => void;
}

/** Five minutes: longer than a store takes to restart. */
export const OUTAGE_RETRY_POLICY: RetryPolicy = {
  tries: 100,
  outageMs: 300_000,
  firstWaitMs: 500,
  longestWaitMs: 30_000,
};

/**
 * Run a task, and run it again after a wait if it fails with a transient error.
 * @param isRetryable which errors to retry; default: those of a store or a disk
 * @throws the last error, or the signal's reason
 */
export async function withRetry<T>(
  task: () => Promise<T>,
  policy: RetryPolicy,
  signal: AbortSignal,
  isRetryable = isTransient,
): Promise<T> {
  let firstFailureAt: number | undefined;
  const isOutage = (error: unknown): boolean => {
    firstFailureAt ??= performance.now();
    return isRetryable(error) && performance.now() - firstFailureAt < policy.outageMs;
  };
  return pRetry(task, {
    retries: policy.tries - 1,
    minTimeout: policy.firstWaitMs,
    maxTimeout: policy.longestWaitMs,
    randomize: true,
    shouldRetry: ({ error }) => isOutage(error),
    onFailedAttempt: ({ error, retriesLeft }) => {
      if (retriesLeft > 0 && isOutage(error)) policy.onWait?.(error);
    },
    signal,
  });
}
