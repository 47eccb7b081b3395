import { setTimeout } from 'node:timers/promises';

/** Work that has begun and must be finished before the process ends. */
export class InFlight {
  readonly #work = new Set<Promise<void>>();

  /** @param work must not reject */
  add(work: Promise<void>): void {
    this.#work.add(work);
    void work.finally(() => this.#work.delete(work));
  }

  /** Resolves when everything is finished, or when the time is up. */
  async drain(timeoutMs: number): Promise<void> {
    const controller = new AbortController();
    const timeUp = setTimeout(timeoutMs, undefined, { signal: controller.signal }).catch(() => undefined);
    await Promise.race([Promise.all(this.#work), timeUp]);
    controller.abort();
  }
}
