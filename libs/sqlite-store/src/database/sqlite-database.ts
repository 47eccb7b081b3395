import { backup } from 'node:sqlite';
import type { BackupProgressInfo, DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { SoundalikeError } from '@soundalike/errors';
import { translateSqliteError } from './sqlite-error.ts';

/** A row as SQLite returns it. */
export type Row = Readonly<Record<string, unknown>>;

/** Pages of one step of a copy, 8 MiB of them: seldom enough to be quick, often enough to show progress and to stop. */
const COPY_STEP_PAGES = 1024;

/** A connection to a file. */
export interface Connection {
  readonly connection: DatabaseSync;
  /** True if SQLite assumes that the file does not change, but it has changed since. */
  readonly isOutdated: () => boolean;
}

/**
 * An open file: statements are prepared once, work runs in transactions, and every error of SQLite becomes a
 * `SoundalikeError`.
 */
export class SqliteDatabase {
  readonly path: string;
  readonly #connect: () => Connection;
  readonly #statements = new Map<string, StatementSync>();
  #connection: DatabaseSync;
  #isOutdated: () => boolean;
  #connections = 1;

  /** @param connect opens the file; called again if the connection is outdated */
  constructor(connect: () => Connection, path: string) {
    this.path = path;
    this.#connect = () => {
      try {
        return connect();
      } catch (error) {
        throw translateSqliteError(error, path);
      }
    };
    ({ connection: this.#connection, isOutdated: this.#isOutdated } = this.#connect());
  }

  /**
   * Run work that sees one state of the file from beginning to end.
   * @throws `STORE_UNAVAILABLE` if the file changed under a connection that cannot see changes; open it again then
   */
  read<T>(work: () => T): T {
    if (this.#connection.isOpen && this.#isOutdated()) this.#reconnect();
    try {
      const result = this.#transaction('BEGIN', work);
      if (!this.#isOutdated()) return result;
    } catch (error) {
      if (!this.#isOutdated()) throw error;
    }
    // Pages of two states have been read. Close, so that a caller cannot continue with rows or numbers of both.
    this.close();
    throw this.#changedDuringRead();
  }

  /** Run work completely or not at all. Takes the write lock first, so that no other writer can interrupt it. */
  write<T>(work: () => T): T {
    return this.#transaction('BEGIN IMMEDIATE', work);
  }

  /** Return a text that is different after any write, by this connection or another one. Call it within `read`. */
  state(): string {
    const version = this.get('PRAGMA data_version')?.['data_version'];
    return [this.#connections, version, this.get('SELECT total_changes() AS n')?.['n']].join(' ');
  }

  /** Return the first row, or undefined. */
  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values);
  }

  /** Read row by row; only within `read` or `write`. */
  iterate(sql: string, ...values: SQLInputValue[]): IterableIterator<Row> {
    return this.#statement(sql).iterate(...values);
  }

  /** As `iterate`, but each row is an array of its columns, which takes half the time. */
  iterateColumns(sql: string, ...values: SQLInputValue[]): IterableIterator<readonly unknown[]> {
    const statement = this.#connection.prepare(sql);
    statement.setReturnArrays(true);
    return statement.iterate(...values) as unknown as IterableIterator<readonly unknown[]>;
  }

  /** Run a statement that writes. @returns the number of rows changed */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** Run statements that are used once. */
  execute(sql: string): void {
    this.#connection.exec(sql);
  }

  /** Define a function of SQL on text or NULL. */
  define(name: string, compute: (text: string | null) => string): void {
    this.#connection.function(name, { deterministic: true }, (text) => compute(text === null ? null : String(text)));
  }

  /**
   * Copy one state of the file to another file, on another thread, while others read and write.
   * @param onStep receives the progress after each step but the last; an error that it throws ends the copy
   * @throws as `read`; the errors of SQLite about the other file are not translated
   */
  async copyTo(file: string, onStep: (progress: BackupProgressInfo) => void): Promise<void> {
    // A read transaction holds one state. Without it, SQLite starts again after each write by another process.
    this.#holdState();
    try {
      await backup(this.#connection, file, { rate: COPY_STEP_PAGES, progress: onStep });
    } finally {
      this.#connection.exec('ROLLBACK');
    }
    if (this.#isOutdated()) throw this.#changedDuringRead();
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
      throw translateSqliteError(error, this.path);
    }
  }

  #changedDuringRead(): SoundalikeError {
    return new SoundalikeError(
      'STORE_UNAVAILABLE',
      `${this.path}: another process wrote to the file while it was read; open it again`,
    );
  }

  #reconnect(): void {
    this.close();
    this.#connections++;
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
        // After some errors, such as a full disk, SQLite has already rolled back.
        if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK');
        throw error;
      }
    } catch (error) {
      throw translateSqliteError(error, this.path);
    }
  }
}
