import { backup } from 'node:sqlite';
import type { BackupProgressInfo, DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { SoundalikeError } from '@soundalike/errors';
import { translateSqliteFault } from './sqlite-fault.ts';

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** Pages of one step of a copy, 8 MiB of them: seldom enough to be quick, often enough to show progress and to stop. */
const COPY_STEP_PAGES = 1024;

/** A connection to a file. */
export interface Connection {
  readonly connection: DatabaseSync;
  /** Whether SQLite was told that the file does not change, and it has changed since. */
  readonly isOutdated: () => boolean;
}

/** An open file: statements are prepared once, work runs in transactions, and every fault of SQLite comes out as a `SoundalikeError`. */
export class SqliteDatabase {
  readonly path: string;
  readonly #connect: () => Connection;
  readonly #statements = new Map<string, StatementSync>();
  #connection: DatabaseSync;
  #isOutdated: () => boolean;

  /** @param connect opens the file; again where the connection has become outdated */
  constructor(connect: () => Connection, path: string) {
    this.path = path;
    this.#connect = () => {
      try {
        return connect();
      } catch (error) {
        throw translateSqliteFault(error, path);
      }
    };
    ({ connection: this.#connection, isOutdated: this.#isOutdated } = this.#connect());
  }

  /** Runs work that sees one state of the file from beginning to end. @throws `STORE_UNAVAILABLE` where it changed under a connection that cannot see that; the file must be opened again then */
  read<T>(work: () => T): T {
    if (this.#connection.isOpen && this.#isOutdated()) this.#reconnect();
    try {
      const result = this.#transaction('BEGIN', work);
      if (!this.#isOutdated()) return result;
    } catch (error) {
      if (!this.#isOutdated()) throw error;
    }
    // Pages of two states have been read, and whoever keeps something of what was read must not go on with it.
    this.close();
    throw this.#changedMeanwhile();
  }

  /** Runs work that happens as a whole or not at all. Takes the write lock first, so that it never has to give way to another writer half-way. */
  write<T>(work: () => T): T {
    return this.#transaction('BEGIN IMMEDIATE', work);
  }

  /**
   * Copy one state of the file into another file, on another thread, while others read and write.
   * @param onStep told how far it is after each step but the last; what it throws ends the copy
   * @throws as `read`; what SQLite says of the other file, untranslated
   */
  async copyTo(file: string, onStep: (progress: BackupProgressInfo) => void): Promise<void> {
    // Reading holds on to one state. Without that, SQLite starts from the beginning after each write by another process.
    this.#holdState();
    try {
      await backup(this.#connection, file, { rate: COPY_STEP_PAGES, progress: onStep });
    } finally {
      this.#connection.exec('ROLLBACK');
    }
    if (this.#isOutdated()) throw this.#changedMeanwhile();
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

  [Symbol.dispose](): void {
    this.close();
  }

  #holdState(): void {
    try {
      this.#connection.exec('BEGIN');
      this.#connection.prepare('SELECT count(*) FROM sqlite_schema').get();
    } catch (error) {
      throw translateSqliteFault(error, this.path);
    }
  }

  #changedMeanwhile(): SoundalikeError {
    return new SoundalikeError(
      'STORE_UNAVAILABLE',
      `${this.path}: expected a file that stays as it is while it is read, but it was written to; open it again`,
    );
  }

  #reconnect(): void {
    this.close();
    ({ connection: this.#connection, isOutdated: this.#isOutdated } = this.#connect());
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
