import type { Connection } from './connection.ts';

/**
 * Elasticsearch shows a write to searches only after a refresh: every second by itself, or when it is asked to.
 * Asking after every write would make bulk writing slow, so the first search after a write asks.
 * All stores of this process share what they know, so that each sees the writes of the others at once.
 */
export class Freshness {
  static readonly #ofIndex = new Map<string, Freshness>();

  #written = 0;
  #refreshed = 0;

  /** What this process knows of an index. */
  static of(connection: Connection, index: string): Freshness {
    const key = `${connection.address} ${index}`;
    const known = Freshness.#ofIndex.get(key) ?? new Freshness();
    Freshness.#ofIndex.set(key, known);
    return known;
  }

  /** Notes that something was written, or may have been. */
  noteWrite(): void {
    this.#written++;
  }

  /** Sees to it that a search finds what was written so far. */
  async refresh(connection: Connection, index: string): Promise<void> {
    const upTo = this.#written;
    if (upTo <= this.#refreshed) return;
    await connection.read((client, limits) => client.indices.refresh({ index }, limits));
    this.#refreshed = Math.max(this.#refreshed, upTo);
  }
}
