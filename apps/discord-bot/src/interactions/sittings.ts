import { LRUCache } from 'lru-cache';

/** A sitting ends after an hour without a new card. */
const SITTING_MS = 60 * 60_000;

/** Members and songs kept in memory. */
const MAX_MEMBERS = 2000;
const MAX_SONGS = 500;

/**
 * The songs that members started from in their current sitting, so that random ones are not repeated and recent ones
 * can be suggested. In memory only.
 */
export class Sittings {
  readonly #songs = new LRUCache<string, Set<string>>({ max: MAX_MEMBERS, ttl: SITTING_MS });

  /** Return the ids of the songs that a member started from, oldest first. */
  of(userId: string): ReadonlySet<string> {
    return this.#songs.get(userId) ?? new Set();
  }

  /** Add a song that a member started from. */
  add(userId: string, trackId: string): void {
    const songs = this.#songs.get(userId) ?? new Set<string>();
    songs.delete(trackId);
    songs.add(trackId);
    if (songs.size > MAX_SONGS) songs.delete([...songs][0]!);
    this.#songs.set(userId, songs);
  }
}
