import type { Message } from 'discord.js';

/**
 * Disables the buttons of a card when its lifetime ends, and reports whether it has ended:
 * a restart loses the timers, but not the age of a message.
 */
export class ButtonExpiry {
  readonly #lifetimeMs: number;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(lifetimeMs: number) {
    this.#lifetimeMs = lifetimeMs;
  }

  /** Return whether the buttons of a message have expired. A card that another one has replaced starts again. */
  isOver({ createdTimestamp, editedTimestamp }: Pick<Message, 'createdTimestamp' | 'editedTimestamp'>): boolean {
    return Date.now() - (editedTimestamp ?? createdTimestamp) >= this.#lifetimeMs;
  }

  /** Start the timer of a message again. @param disable disables its buttons; it must not reject */
  schedule(messageId: string, disable: () => Promise<void>): void {
    this.cancel(messageId);
    const timer = setTimeout(() => {
      this.#timers.delete(messageId);
      void disable();
    }, this.#lifetimeMs);
    this.#timers.set(messageId, timer.unref());
  }

  /** Stop the timer of a message whose buttons are already disabled. */
  cancel(messageId: string): void {
    clearTimeout(this.#timers.get(messageId));
    this.#timers.delete(messageId);
  }

  /** Stop all timers. */
  close(): void {
    for (const messageId of [...this.#timers.keys()]) this.cancel(messageId);
  }
}
