/** Makes a member wait between two requests. */
export class Cooldown {
  readonly #durationMs: number;
  readonly #until = new Map<string, number>();

  /** @param durationMs 0: no waiting */
  constructor(durationMs: number) {
    this.#durationMs = durationMs;
  }

  /** Starts a member's wait, if they need not wait now. @returns milliseconds that they must wait still, 0 if they may go on */
  take(userId: string, now = Date.now()): number {
    const wait = (this.#until.get(userId) ?? 0) - now;
    if (wait > 0) return wait;
    for (const [id, until] of this.#until) if (until <= now) this.#until.delete(id);
    this.#until.set(userId, now + this.#durationMs);
    return 0;
  }
}
