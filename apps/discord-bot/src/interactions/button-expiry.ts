import type { Message } from 'discord.js';

/**
 * Switches the buttons of a card off when its time is up, and tells whether it is:
 * the timers are lost in a restart, but the age of a message is not.
 */
export class ButtonExpiry {
  readonly #lifetimeMs: number;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(lifetimeMs: number) {
    this.#lifetimeMs = lifetimeMs;
  }

  isOver(message: Pick<Message, 'createdTimestamp'>): boolean {
    return Date.now() - message.createdTimestamp >= this.#lifetimeMs;
  }

  /** @param disable switches the buttons off; it must not reject */
  schedule(messageId: string, disable: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.#timers.delete(messageId);
      void disable();
    }, this.#lifetimeMs);
    this.#timers.set(messageId, timer.unref());
  }

  /** For a message whose buttons are off already. */
  cancel(messageId: string): void {
    clearTimeout(this.#timers.get(messageId));
    this.#timers.delete(messageId);
  }

  close(): void {
    for (const messageId of [...this.#timers.keys()]) this.cancel(messageId);
  }
}
