/**
 * Limits of waiting for a decoder: how long without a sign of life, and how long in total. Only time between `begin` and
 * `end` counts. One timer serves all waits, because waits are short and many.
 */
export class WaitLimits {
  readonly #stallMs: number;
  readonly #totalMs: number;
  readonly #lastArrival: () => number;
  readonly #exceeded: (message: string) => void;
  #timer: NodeJS.Timeout | undefined;
  /** When the timer is due; infinite if there is none. */
  #dueAt = Infinity;
  /** When the present wait began; null between waits. */
  #begun: number | null = null;
  #waitedMs = 0;

  /**
   * @param lastArrival returns when something came last, as `performance.now()`
   * @param exceeded receives which limit a wait has exceeded
   */
  constructor(
    { stallSeconds, totalSeconds }: { readonly stallSeconds: number; readonly totalSeconds: number },
    lastArrival: () => number,
    exceeded: (message: string) => void,
  ) {
    this.#stallMs = 1000 * stallSeconds;
    this.#totalMs = 1000 * totalSeconds;
    this.#lastArrival = lastArrival;
    this.#exceeded = exceeded;
  }

  begin(): void {
    this.#begun = performance.now();
    this.#watch();
  }

  end(): void {
    this.#waitedMs += performance.now() - this.#begun!;
    this.#begun = null;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /** Set the timer, unless it is due earlier anyway. */
  #watch(): void {
    const at = Math.min(this.#stalledAt(), this.#totalAt());
    if (this.#dueAt <= at) return;
    clearTimeout(this.#timer);
    this.#dueAt = at;
    // If this thread was busy for long, the output may be there and only not read yet.
    this.#timer = setTimeout(() => setImmediate(() => this.#check()), at - performance.now());
  }

  #check(): void {
    this.#dueAt = Infinity;
    if (this.#begun === null) return;
    const now = performance.now();
    if (now >= this.#totalAt()) this.#exceeded(`the decoder took longer than ${this.#totalMs / 1000} s`);
    else if (now >= this.#stalledAt()) this.#exceeded(`the decoder sent no audio for ${this.#stallMs / 1000} s`);
    else this.#watch();
  }

  #stalledAt(): number {
    return Math.max(this.#begun!, this.#lastArrival()) + this.#stallMs;
  }

  #totalAt(): number {
    return this.#begun! + this.#totalMs - this.#waitedMs;
  }
}
