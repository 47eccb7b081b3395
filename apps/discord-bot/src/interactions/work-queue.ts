import { setTimeout } from 'node:timers/promises';
import pLimit from 'p-limit';

/** Requests answered at once. */
const CONCURRENCY = 8;

/** Longest that a request whose turn it is makes way for acknowledgements, milliseconds: any that takes longer than this is too late anyway. */
const MAX_HOLD_MS = 3000;

/** Time in which the process reads what Discord sends, between two requests, milliseconds. */
const PAUSE_MS = 1;

/**
 * Takes up requests one after another, in the time that acknowledgements leave: Discord waits 3 s for those, and 15 minutes for the rest.
 * The embedded store computes on this thread, so that in a burst of requests the first answers would hold up the last acknowledgements.
 */
export class WorkQueue {
  readonly #work = pLimit(CONCURRENCY);
  readonly #quick = pLimit(1);
  readonly #maxHoldMs: number;
  #acknowledging = 0;

  constructor(maxHoldMs = MAX_HOLD_MS) {
    this.#maxHoldMs = maxHoldMs;
  }

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
    return this.#work(async () => {
      await this.#makeWay();
      return work();
    });
  }

  /** Runs work that is quick, and of use for so long only: one piece at a time, beside other work. @returns null where its turn comes too late */
  async runWithin<T>(usefulMs: number, work: () => Promise<T>): Promise<T | null> {
    const uselessFrom = performance.now() + usefulMs;
    return this.#quick(async () => {
      await this.#makeWay();
      return performance.now() < uselessFrom ? work() : null;
    });
  }

  async #makeWay(): Promise<void> {
    const heldUntil = performance.now() + this.#maxHoldMs;
    do await setTimeout(PAUSE_MS);
    while (this.#acknowledging > 0 && performance.now() < heldUntil);
  }
}
