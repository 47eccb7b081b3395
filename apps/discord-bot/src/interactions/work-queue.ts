import { setImmediate } from 'node:timers/promises';
import pLimit from 'p-limit';

/** Requests answered at once. */
const CONCURRENCY = 8;

/**
 * Takes up requests one after another, and between any two lets the process read what Discord sends:
 * the embedded store computes on this thread, and a burst of requests must not keep new ones waiting for their acknowledgement.
 */
export class WorkQueue {
  readonly #limit = pLimit(CONCURRENCY);

  run<T>(work: () => Promise<T>): Promise<T> {
    return this.#limit(async () => {
      await setImmediate();
      return work();
    });
  }
}
