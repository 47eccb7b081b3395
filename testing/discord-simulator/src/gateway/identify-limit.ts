/** Time in which `max_concurrency` shards may identify: Discord's, milliseconds. */
export const IDENTIFY_WINDOW_MS = 5000;

/** Sessions that an application may start per day. */
const MAX_STARTS = 1000;

/** Counts IDENTIFY messages. */
export class IdentifyLimit {
  readonly #maxConcurrency: number;
  readonly #windowMs: number;
  readonly #lastAt = new Map<number, number>();
  #starts = 0;

  constructor(maxConcurrency: number, windowMs: number) {
    this.#maxConcurrency = maxConcurrency;
    this.#windowMs = windowMs;
  }

  /** Count an IDENTIFY of a shard. @returns whether it is within the limits */
  take(shard: number): boolean {
    const key = shard % this.#maxConcurrency;
    const now = Date.now();
    if (this.#starts >= MAX_STARTS || now - (this.#lastAt.get(key) ?? -Infinity) < this.#windowMs) return false;
    this.#lastAt.set(key, now);
    this.#starts++;
    return true;
  }

  /** The session start limit object of the API. */
  toJSON(): object {
    const remaining = MAX_STARTS - this.#starts;
    return { total: MAX_STARTS, remaining, reset_after: 86_400_000, max_concurrency: this.#maxConcurrency };
  }
}
