import type { SqliteDatabase } from '../database/sqlite-database.ts';
import { CodeIndex } from './code-index.ts';
import { NearestList, indicesOfHighest } from './top-k.ts';
import type { NumberedNeighbour } from './top-k.ts';
import { vectorFromBytes } from './vector-encoding.ts';
import type { VectorCode } from './vector-encoding.ts';

/** Candidates that are scored exactly in the first round. */
const FIRST_SHORTLIST = 128;
const SHORTLIST_GROWTH = 4;
/** The codes are loaded again when those of deleted vectors outnumber the others by this many. */
const TOLERATED_DEAD = 1000;

/**
 * Exact nearest neighbours by cosine in one space. A scan of int8 codes in memory computes an upper bound for each
 * vector. The vectors are then scored in double precision from the highest bound down, until no remaining bound reaches
 * the k-th best score. So the answer is exact, not approximate.
 */
export class NeighbourSearch {
  readonly #database: SqliteDatabase;
  readonly #space: number;
  readonly #dims: number;
  #index: CodeIndex;
  #newest = 0;

  constructor(database: SqliteDatabase, space: number, dims: number) {
    this.#database = database;
    this.#space = space;
    this.#dims = dims;
    this.#index = new CodeIndex(dims);
  }

  /**
   * Return the `k` nearest, most similar first, ties by id. Call it within a `read` of the database.
   * @param exclude numbers of tracks to omit
   * @param accepts decides by a track's number whether it may be found; called for few tracks if it accepts most
   */
  nearest(
    query: Float32Array,
    k: number,
    exclude: ReadonlySet<number>,
    accepts: ((number: number) => boolean) | null = null,
  ): NumberedNeighbour[] {
    this.#refresh();
    const bounds = this.#index.upperBounds(query);
    const best = new NearestList(k);
    const scored = new Set<number>();
    for (let size = FIRST_SHORTLIST + k + exclude.size; ; size *= SHORTLIST_GROWTH) {
      for (const index of indicesOfHighest(bounds, size)) {
        if (bounds[index]! < best.threshold) return best.neighbours;
        if (scored.has(index)) continue;
        scored.add(index);
        const number = this.#index.numberAt(index);
        if (exclude.has(number) || accepts?.(number) === false) continue;
        const row = this.#database.get(
          `SELECT tracks.id, embeddings.embedding FROM embeddings
           JOIN tracks ON tracks.number = embeddings.track WHERE embeddings.track = ?`,
          number,
        );
        if (row) {
          const similarity = exactCosine(query, vectorFromBytes(row['embedding']));
          best.offer({ number, id: String(row['id']), similarity });
        } else this.#index.forget(index);
      }
      if (size >= bounds.length) return best.neighbours;
    }
  }

  /**
   * Load the codes that any process wrote since the last search. The number of a track is never used for another
   * vector, so loaded codes stay valid.
   */
  #refresh(): void {
    const before = this.#index.size;
    this.#load();
    if (this.#index.size === before || before === 0) return;
    const live = Number(this.#database.get('SELECT count(*) AS n FROM codes WHERE space = ?', this.#space)?.['n']);
    if (this.#index.size <= 2 * live + TOLERATED_DEAD) return;
    this.#index = new CodeIndex(this.#dims);
    this.#newest = 0;
    this.#load();
  }

  #load(): void {
    const sql = 'SELECT track, code, norm, angle FROM codes WHERE space = ? AND track > ? ORDER BY track';
    for (const row of this.#database.iterate(sql, this.#space, this.#newest)) {
      this.#newest = row['track'] as number;
      this.#index.add(this.#newest, row as unknown as VectorCode<Uint8Array>);
    }
  }
}

/** Return the cosine in double precision, for vectors of any norm. */
function exactCosine(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  let aSquares = 0;
  let bSquares = 0;
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index]!, b[index]!];
    dot += x * y;
    aSquares += x * x;
    bSquares += y * y;
  }
  return Math.max(-1, Math.min(1, dot / Math.sqrt(aSquares * bSquares)));
}
