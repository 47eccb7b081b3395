import type { Connection } from './connection.ts';

/**
 * Tracks which index has writes that searches do not see yet. Elasticsearch shows a write to searches only after a
 * refresh: every second by itself, or on request. A refresh after every write would make bulk writing slow, so the
 * first search after a write requests it. All stores of this process share the trackers, so that each sees the writes
 * of the others immediately.
 */
export class RefreshTracker {
  static readonly #ofIndex = new Map<string, RefreshTracker>();

  #written = 0;
  #refreshed = 0;

  /** Return the tracker of an index, which all stores of this process share. */
  static of(connection: Connection, index: string): RefreshTracker {
    const key = `${connection.address} ${index}`;
    const known = RefreshTracker.#ofIndex.get(key) ?? new RefreshTracker();
    RefreshTracker.#ofIndex.set(key, known);
    return known;
  }

  /** Record that something was written, or may have been. */
  noteWrite(): void {
    this.#written++;
  }

  /** Refresh the index if something was written since the last refresh. */
  async refresh(connection: Connection, index: string): Promise<void> {
    const upTo = this.#written;
    if (upTo <= this.#refreshed) return;
    await connection.read((client, limits) => client.indices.refresh({ index }, limits));
    this.#refreshed = Math.max(this.#refreshed, upTo);
  }
}
