import { filterTest } from '@soundalike/catalog';
import type { FilteredTrack, TrackFilter } from '@soundalike/catalog';
import type { SqliteDatabase } from '../database/sqlite-database.ts';
import { filteredOf } from '../database/track-fields.ts';
import { CodeIndex } from './code-index.ts';
import { SharedFloor } from './shared-floor.ts';
import type { FloorMemory } from './shared-floor.ts';
import { NearestList, indicesOfHighest } from './top-k.ts';
import type { NumberedNeighbour } from './top-k.ts';
import { vectorFromBytes } from './vector-encoding.ts';
import type { VectorCode } from './vector-encoding.ts';

/** Candidates that are scored exactly in the first round. */
const FIRST_SHORTLIST = 128;
const SHORTLIST_GROWTH = 4;
/** How often the floor of all threads is computed while as many tracks are scored as are wanted. */
const FLOOR_READINGS = 64;
/** The codes are loaded again when those of deleted vectors outnumber the others by this many. */
const TOLERATED_DEAD = 1000;

/** Tracks with adjacent numbers belong to the same part, this many at a time. */
const PART_ROWS = 1024;

/** What to search for. It can be sent to another thread. */
export interface NeighbourRequest {
  readonly query: Float32Array;
  readonly k: number;
  /** Ids of tracks to omit. */
  readonly exclude: readonly string[];
  readonly filter: TrackFilter;
  /** If other threads search other parts of the space: what all have found. The answer can then be shorter. */
  readonly floor?: FloorMemory;
}

/** The space to search, as the file numbers it. */
export interface SearchedSpace {
  readonly number: number;
  readonly dims: number;
}

/** One of several equal parts of a space: `index` from 0 to `of` − 1. */
export interface SpacePart {
  readonly index: number;
  readonly of: number;
}

/**
 * Exact nearest neighbours by cosine in one space, or a part of it. A scan of int8 codes in memory computes an upper bound for each
 * vector. The vectors are then scored in double precision from the highest bound down, until no remaining bound reaches
 * the k-th best score. So the answer is exact, not approximate.
 */
export class NeighbourSearch {
  readonly #database: SqliteDatabase;
  readonly #space: SearchedSpace;
  readonly #part: SpacePart;
  #index: CodeIndex;
  #newest = 0;

  constructor(database: SqliteDatabase, space: SearchedSpace, part: SpacePart = { index: 0, of: 1 }) {
    this.#database = database;
    this.#space = space;
    this.#part = part;
    this.#index = new CodeIndex(space.dims);
  }

  /** Number of codes in memory. */
  get size(): number {
    return this.#index.size;
  }

  /**
   * Return the `k` nearest of each request, most similar first, ties by id. Several requests at once share the reading of
   * the codes. Call it within a `read` of the database.
   */
  nearest(requests: readonly NeighbourRequest[]): NumberedNeighbour[][] {
    this.refresh();
    const bounds = this.#index.upperBounds(requests.map(({ query }) => query));
    return requests.map((request, index) => this.#best(request, bounds[index]!));
  }

  #best({ query, k, exclude: ids, filter, floor }: NeighbourRequest, bounds: Float64Array): NumberedNeighbour[] {
    const shared = floor && new SharedFloor(floor, this.#part.index);
    const sharedEvery = Math.ceil(k / FLOOR_READINGS);
    let least = Number.NEGATIVE_INFINITY;
    const exclude = this.#numbersOf(ids);
    const fulfils = filterTest(filter);
    const norm = Math.sqrt(dotProduct(query, query));
    const best = new NearestList(k);
    const scored = new Set<number>();
    for (let size = FIRST_SHORTLIST + k + exclude.size; ; size *= SHORTLIST_GROWTH) {
      for (const index of indicesOfHighest(bounds, size)) {
        if (bounds[index]! < Math.max(best.threshold, least)) return best.neighbours;
        if (scored.has(index)) continue;
        scored.add(index);
        if (shared && scored.size % sharedEvery === 0) least = shared.value;
        const number = this.#index.numberAt(index);
        if (exclude.has(number)) continue;
        // Called for few tracks if the filter accepts most.
        if (fulfils && !this.#fulfils(number, fulfils)) continue;
        const row = this.#database.get(
          `SELECT tracks.id, embeddings.embedding FROM embeddings
           JOIN tracks ON tracks.number = embeddings.track WHERE embeddings.track = ?`,
          number,
        );
        if (row) {
          const vector = vectorFromBytes(row['embedding']);
          const cosine = dotProduct(query, vector) / (norm * Math.sqrt(dotProduct(vector, vector)));
          const place = best.offer({ number, id: String(row['id']), similarity: Math.max(-1, Math.min(1, cosine)) });
          shared?.publish(best.neighbours, place);
        } else this.#index.forget(index);
      }
      if (size >= bounds.length) return best.neighbours;
    }
  }

  /**
   * Load the codes that any process wrote since the last search. The number of a track is never used for another
   * vector, so loaded codes stay valid. Call it within a `read` of the database.
   */
  refresh(): void {
    const before = this.#index.size;
    this.#load();
    if (this.#index.size === before || before === 0) return;
    const live = countCodes(this.#database, this.#space) / this.#part.of;
    if (this.#index.size <= 2 * live + TOLERATED_DEAD) return;
    this.#index = new CodeIndex(this.#space.dims);
    this.#newest = 0;
    this.#load();
  }

  #load(): void {
    const { index, of } = this.#part;
    const added = `FROM codes WHERE space = ? AND track > ? AND track / ${PART_ROWS} % ? = ?`;
    const values = [this.#space.number, this.#newest, of, index];
    const count = Number(this.#database.get(`SELECT count(*) AS n ${added}`, ...values)?.['n']);
    if (count === 0) return;
    this.#index.reserve(count);
    const sql = `SELECT track, code, norm, angle ${added} ORDER BY track`;
    for (const [track, code, norm, angle] of this.#database.iterateColumns(sql, ...values)) {
      this.#newest = track as number;
      this.#index.add(this.#newest, { code, norm, angle } as VectorCode<Uint8Array>);
    }
  }

  #numbersOf(ids: readonly string[]): ReadonlySet<number> {
    const sql = 'SELECT number FROM tracks WHERE space = ? AND id = ?';
    return new Set(
      ids.flatMap((id) => this.#database.all(sql, this.#space.number, id)).map((row) => Number(row['number'])),
    );
  }

  /** Return whether a track fulfils a filter; one that was deleted since its code was loaded does not. */
  #fulfils(number: number, test: (track: FilteredTrack) => boolean): boolean {
    const row = this.#database.get('SELECT paths, fields FROM tracks WHERE number = ?', number);
    return row !== undefined && test(filteredOf(row));
  }
}

/** Return the number of vectors in a space. Call it within a `read` of the database. */
export function countCodes(database: SqliteDatabase, { number }: SearchedSpace): number {
  return Number(database.get('SELECT count(*) AS n FROM codes WHERE space = ?', number)?.['n']);
}

/** Return the dot product in double precision. Two sums at a time are twice as fast as one. */
function dotProduct(a: Float32Array, b: Float32Array): number {
  const { length } = a;
  let [even, odd] = [0, 0];
  for (let index = 0; index + 1 < length; index += 2) {
    even += a[index]! * b[index]!;
    odd += a[index + 1]! * b[index + 1]!;
  }
  return length % 2 === 0 ? even + odd : even + odd + a[length - 1]! * b[length - 1]!;
}
