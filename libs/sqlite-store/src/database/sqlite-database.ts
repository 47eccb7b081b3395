import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { translateSqliteFault } from './sqlite-fault.ts';

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** An open file: statements are prepared once, work runs in transactions, and every fault of SQLite comes out as a `CatalogError`. */
export class SqliteDatabase {
  readonly path: string;
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(connection: DatabaseSync, path: string) {
    this.#connection = connection;
    this.path = path;
  }

  /** Runs work that sees one state of the file from beginning to end. */
  read<T>(work: () => T): T {
    return this.#transaction('BEGIN', work);
  }

  /** Runs work that happens as a whole or not at all. Takes the write lock first, so that it never has to give way to another writer half-way. */
  write<T>(work: () => T): T {
    return this.#transaction('BEGIN IMMEDIATE', work);
  }

  /** The first row, or undefined. */
  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values);
  }

  /** Row by row; only within `read` or `write`. */
  iterate(sql: string, ...values: SQLInputValue[]): IterableIterator<Row> {
    return this.#statement(sql).iterate(...values);
  }

  /** @returns the number of rows changed */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** Runs statements that are used once. */
  execute(sql: string): void {
    this.#connection.exec(sql);
  }

  close(): void {
    if (!this.#connection.isOpen) return;
    this.#statements.clear();
    this.#connection.close();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #transaction<T>(begin: string, work: () => T): T {
    try {
      this.#connection.exec(begin);
      try {
        const result = work();
        this.#connection.exec('COMMIT');
        return result;
      } catch (error) {
        // A full disk, for one, makes SQLite roll back by itself.
        if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK');
        throw error;
      }
    } catch (error) {
      throw translateSqliteFault(error, this.path);
    }
  }
}
