import { setTimeout } from 'node:timers/promises';
import pLimit from 'p-limit';
import { watchFirstResponse } from '../discord/first-response.ts';

/** Requests that are answered at the same time. */
const CONCURRENCY = 8;

/** Longest time that a request yields to more urgent ones, milliseconds. */
const MAX_YIELD_MS = 1000;

/** Pause between two requests, in which the process reads messages from Discord, milliseconds. */
const PAUSE_MS = 1;

interface FreshWork {
  readonly owner: string;
  readonly isUseful: () => boolean;
  readonly run: () => Promise<unknown>;
  readonly settle: (result: unknown) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * A queue of requests in the order of their urgency: acknowledgements, for which Discord waits 3 s; suggestions, which
 * are useful only while a member types; and everything else, for which Discord waits 15 minutes.
 * The embedded store computes on this thread, so in a burst of requests the first answers would delay the last
 * acknowledgements. Once an acknowledgement has left this process, nothing waits for its way to Discord and back.
 */
export class WorkQueue {
  readonly #work = pLimit(CONCURRENCY);
  readonly #freshTurns = pLimit(1);
  readonly #maxYieldMs: number;
  #unsent = 0;
  #fresh: FreshWork[] = [];

  constructor(maxYieldMs = MAX_YIELD_MS) {
    this.#maxYieldMs = maxYieldMs;
  }

  /** Send an acknowledgement immediately, before any queued work. */
  async acknowledge(send: () => Promise<void>): Promise<void> {
    this.#unsent++;
    let isUnsent = true;
    const sent = (): void => {
      if (isUnsent) this.#unsent--;
      isUnsent = false;
    };
    try {
      await watchFirstResponse(sent, send);
    } finally {
      sent();
    }
  }

  /** Run work when its turn comes. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    return this.#work(async () => {
      await this.#yieldWhile(() => this.#unsent > 0 || this.#fresh.length > 0);
      return work();
    });
  }

  /**
   * Run work that is soon out of date: one piece at a time, the newest first, in parallel to other work.
   * @param owner whose work it is; their newer work replaces it while it waits
   * @param usefulMs time until the result is useless, milliseconds
   * @returns null if it was replaced, or if its turn comes after that time
   */
  async runFresh<T>(owner: string, usefulMs: number, work: () => Promise<T>): Promise<T | null> {
    const usefulUntil = performance.now() + usefulMs;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const replaced = this.#fresh.filter((each) => each.owner === owner);
    this.#fresh = this.#fresh.filter((each) => each.owner !== owner);
    for (const each of replaced) each.settle(null);
    const isUseful = (): boolean => performance.now() < usefulUntil;
    this.#fresh.push({ owner, isUseful, run: work, settle: resolve, fail: reject });
    void this.#freshTurns(() => this.#runNewest());
    return promise as Promise<T | null>;
  }

  async #runNewest(): Promise<void> {
    await this.#yieldWhile(() => this.#unsent > 0);
    const newest = this.#fresh.pop();
    if (!newest) return;
    try {
      newest.settle(newest.isUseful() ? await newest.run() : null);
    } catch (error) {
      newest.fail(error);
    }
  }

  async #yieldWhile(isUrgent: () => boolean): Promise<void> {
    const yieldUntil = performance.now() + this.#maxYieldMs;
    do await setTimeout(PAUSE_MS);
    while (isUrgent() && performance.now() < yieldUntil);
  }
}
