import { DatabaseSync } from 'node:sqlite';
import { getLoadablePath } from 'sqlite-vec';

/** Vectors in two tables of sqlite-vec: as float32, and rounded to int8 with the largest value at 127. */
export class SqliteVecTables {
  readonly #database: DatabaseSync;

  constructor(path: string, dims: number) {
    this.#database = new DatabaseSync(path, { allowExtension: true });
    this.#database.loadExtension(getLoadablePath());
    this.#database.exec(`
      PRAGMA journal_mode = WAL; PRAGMA mmap_size = 2147418112;
      CREATE VIRTUAL TABLE IF NOT EXISTS floats USING vec0 (embedding float[${dims}] distance_metric=cosine);
      CREATE VIRTUAL TABLE IF NOT EXISTS int8s USING vec0 (embedding int8[${dims}] distance_metric=cosine);`);
  }

  /** Add vectors under consecutive numbers from `first`. */
  add(vectors: readonly Float32Array[], first: number): void {
    const float = this.#database.prepare('INSERT INTO floats (rowid, embedding) VALUES (?, ?)');
    const int8 = this.#database.prepare('INSERT INTO int8s (rowid, embedding) VALUES (?, vec_int8(?))');
    this.#database.exec('BEGIN');
    vectors.forEach((vector, index) => {
      float.run(BigInt(first + index), vector);
      int8.run(BigInt(first + index), roundToInt8(vector));
    });
    this.#database.exec('COMMIT');
  }

  /** Return the numbers of the nearest of a stored vector, which is one of them. */
  nearestByFloat(number: number, k: number): number[] {
    return this.#nearest(
      'SELECT rowid FROM floats WHERE embedding MATCH ? AND k = ? ORDER BY distance',
      'floats',
      number,
      k,
    );
  }

  /** As `nearestByFloat`, among the rounded vectors. */
  nearestByInt8(number: number, k: number): number[] {
    return this.#nearest(
      'SELECT rowid FROM int8s WHERE embedding MATCH vec_int8(?) AND k = ? ORDER BY distance',
      'int8s',
      number,
      k,
    );
  }

  close(): void {
    this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #nearest(sql: string, table: 'floats' | 'int8s', number: number, k: number): number[] {
    const stored = this.#database.prepare(`SELECT embedding FROM ${table} WHERE rowid = ?`).get(BigInt(number));
    return this.#database
      .prepare(sql)
      .all(stored!['embedding']!, k)
      .map((row) => Number(row['rowid']));
  }
}

function roundToInt8(vector: Float32Array): Int8Array {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Int8Array.from(vector, (value) => Math.round((value / largest) * 127));
}
