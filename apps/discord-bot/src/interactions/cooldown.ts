/** Minimum time between two requests of a member. */
export class Cooldown {
  readonly #durationMs: number;
  readonly #until = new Map<string, number>();

  /** @param durationMs 0: no cooldown */
  constructor(durationMs: number) {
    this.#durationMs = durationMs;
  }

  /** Start a member's cooldown if they have none. @returns milliseconds left of the cooldown they have; 0: none */
  take(userId: string, now = Date.now()): number {
    const wait = (this.#until.get(userId) ?? 0) - now;
    if (wait > 0) return wait;
    for (const [id, until] of this.#until) if (until <= now) this.#until.delete(id);
    this.#until.set(userId, now + this.#durationMs);
    return 0;
  }
}
