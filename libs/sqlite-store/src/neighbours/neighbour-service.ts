import { availableParallelism } from 'node:os';
import { isSoundalikeError } from '@soundalike/errors';
import type { SqliteDatabase } from '../database/sqlite-database.ts';
import { NeighbourSearch, countCodes } from './neighbour-search.ts';
import type { NeighbourRequest, SearchedSpace } from './neighbour-search.ts';
import { SearchQueue } from './search-queue.ts';
import { SearchThreads } from './search-threads.ts';
import type { NumberedNeighbour } from './top-k.ts';

/** How neighbours are searched. */
export interface SearchOptions {
  /**
   * Number of threads that search; 0: the calling thread. Default: the calling thread for a library of up to 16 MB of
   * codes (8,000 tracks of 2,048 values), which takes a few milliseconds, and up to four threads for a larger one.
   */
  readonly searchThreads?: number;
  /**
   * Load at once what a search needs, and every few seconds what was written since, so that no search waits for that.
   * Default: no.
   */
  readonly loadAhead?: boolean;
}

/** Bytes of codes up to which the calling thread searches. */
const INLINE_BYTES = 16_000_000;
/** More threads would wait for the memory. */
const MOST_THREADS = 4;
/** Time between two looks at what was written, ms. */
const LOAD_INTERVAL_MS = 5_000;
const IN_MEMORY = ':memory:';
/** Requests that are answered with one scan on the calling thread. */
const MOST_AT_ONCE = 16;

/** Searches neighbours on the calling thread, or on others if the library is large. */
export class NeighbourService {
  readonly #database: SqliteDatabase;
  readonly #space: SearchedSpace;
  readonly #options: SearchOptions;
  readonly #queue = new SearchQueue((requests) => this.#search(requests), MOST_AT_ONCE);
  #inline: NeighbourSearch | null = null;
  #threads: SearchThreads | null = null;
  readonly #loading: NodeJS.Timeout | null = null;

  constructor(database: SqliteDatabase, space: SearchedSpace, options: SearchOptions = {}) {
    this.#database = database;
    this.#space = space;
    this.#options = options;
    if (!options.loadAhead) return;
    this.#load();
    this.#loading = setInterval(() => this.#load(), LOAD_INTERVAL_MS).unref();
  }

  /**
   * Return the `k` nearest, most similar first, ties by id. A track can have been deleted when they are returned.
   * @throws the errors of the database; `STORE_UNAVAILABLE` if a thread stopped
   */
  async nearest(request: NeighbourRequest): Promise<NumberedNeighbour[]> {
    const threads = this.#choose();
    if (threads) return threads.nearest(request);
    return this.#queue.nearest(request);
  }

  async close(): Promise<void> {
    if (this.#loading) clearInterval(this.#loading);
    await this.#threads?.close();
  }

  #search(requests: readonly NeighbourRequest[]): NumberedNeighbour[][] {
    return this.#database.read(() => this.#onThisThread().nearest(requests));
  }

  /** If it fails, the next search reports why. */
  #load(): void {
    try {
      const threads = this.#choose();
      if (threads) threads.load();
      else this.#database.read(() => this.#onThisThread().refresh());
    } catch (error) {
      if (!isSoundalikeError(error)) throw error;
    }
  }

  #onThisThread(): NeighbourSearch {
    return (this.#inline ??= new NeighbourSearch(this.#database, this.#space));
  }

  /** Return the threads that search, or null if this one does. */
  #choose(): SearchThreads | null {
    if (this.#threads) return this.#threads;
    const count = this.#threadCount();
    if (count === 0) return null;
    this.#inline = null;
    this.#threads = new SearchThreads({ path: this.#database.path, space: this.#space }, count);
    return this.#threads;
  }

  #threadCount(): number {
    if (this.#database.path === IN_MEMORY) return 0;
    if (this.#options.searchThreads !== undefined) return this.#options.searchThreads;
    const codes = this.#inline?.size ?? this.#database.read(() => countCodes(this.#database, this.#space));
    return codes * this.#space.dims <= INLINE_BYTES ? 0 : Math.min(availableParallelism(), MOST_THREADS);
  }
}
