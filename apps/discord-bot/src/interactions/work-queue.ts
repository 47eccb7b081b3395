import { setTimeout } from 'node:timers/promises';
import pLimit from 'p-limit';

/** Requests answered at once. */
const CONCURRENCY = 8;

/** Longest that a request makes way for acknowledgements, milliseconds: any that takes longer than this is too late anyway. */
const MAX_HOLD_MS = 3000;

/** Time in which the process reads what Discord sends, between two requests, milliseconds. */
const PAUSE_MS = 1;

/**
 * Takes up requests one after another, in the time that acknowledgements leave: Discord waits 3 s for those, and 15 minutes for the rest.
 * The embedded store computes on this thread, so that in a burst of requests the first answers would hold up the last acknowledgements.
 */
export class WorkQueue {
  readonly #limit = pLimit(CONCURRENCY);
  #acknowledging = 0;

  /** Runs at once, and before any work. */
  async acknowledge(send: () => Promise<void>): Promise<void> {
    this.#acknowledging++;
    try {
      await send();
    } finally {
      this.#acknowledging--;
    }
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const heldUntil = Date.now() + MAX_HOLD_MS;
    return this.#limit(async () => {
      do await setTimeout(PAUSE_MS);
      while (this.#acknowledging > 0 && Date.now() < heldUntil);
      return work();
    });
  }
}
