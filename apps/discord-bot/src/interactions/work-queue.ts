import { setTimeout } from 'node:timers/promises';
import pLimit from 'p-limit';

/** Requests that are answered at the same time. */
const CONCURRENCY = 8;

/** Longest time that a request yields to acknowledgements, milliseconds: slower ones are too late anyway. */
const MAX_YIELD_MS = 3000;

/** Pause between two requests, in which the process reads messages from Discord, milliseconds. */
const PAUSE_MS = 1;

/**
 * A queue of requests that yields to acknowledgements: Discord waits 3 s for those, and 15 minutes for the rest.
 * The embedded store computes on this thread, so in a burst of requests the first answers would delay the last
 * acknowledgements.
 */
export class WorkQueue {
  readonly #work = pLimit(CONCURRENCY);
  readonly #quick = pLimit(1);
  readonly #maxYieldMs: number;
  #acknowledging = 0;

  constructor(maxYieldMs = MAX_YIELD_MS) {
    this.#maxYieldMs = maxYieldMs;
  }

  /** Send an acknowledgement immediately, before any queued work. */
  async acknowledge(send: () => Promise<void>): Promise<void> {
    this.#acknowledging++;
    try {
      await send();
    } finally {
      this.#acknowledging--;
    }
  }

  /** Run work when its turn comes. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    return this.#work(async () => {
      await this.#yieldToAcknowledgements();
      return work();
    });
  }

  /**
   * Run quick work with a deadline: one piece at a time, in parallel to other work.
   * @param usefulMs time until the result is useless, milliseconds
   * @returns null if its turn comes after the deadline
   */
  async runWithin<T>(usefulMs: number, work: () => Promise<T>): Promise<T | null> {
    const deadline = performance.now() + usefulMs;
    return this.#quick(async () => {
      await this.#yieldToAcknowledgements();
      return performance.now() < deadline ? work() : null;
    });
  }

  async #yieldToAcknowledgements(): Promise<void> {
    const yieldUntil = performance.now() + this.#maxYieldMs;
    do await setTimeout(PAUSE_MS);
    while (this.#acknowledging > 0 && performance.now() < yieldUntil);
  }
}
