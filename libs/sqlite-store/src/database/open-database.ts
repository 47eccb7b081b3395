import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import { migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations.ts';
import { SqliteDatabase } from './sqlite-database.ts';
import type { Connection } from './sqlite-database.ts';
import { isBusy, translateSqliteFault } from './sqlite-fault.ts';

/** How long a writer waits for another one, in milliseconds, unless told otherwise. The whole process waits: SQLite works on its thread. */
const BUSY_TIMEOUT_MS = 10_000;

/** Three codes of 2048 dims fill such a page; of a page of the default size, 4096, one code would leave half unused. */
const PAGE_SIZE = 8192;

/** The WAL file is cut back to this many bytes at a checkpoint. */
const WAL_SIZE_LIMIT = 64 * 1024 * 1024;

/** Which file to open, and for what. */
export interface SqliteFileOptions {
  /** The store's one file; SQLite keeps `-wal` and `-shm` beside it while it is open. */
  readonly path: string;
  /** Default: no. */
  readonly readOnly?: boolean;
  /** How long a writer waits for another one, in milliseconds; default 10,000. */
  readonly busyTimeoutMs?: number;
}

/**
 * Opens a store's file for reading and writing, with its schema brought up to date; the file and its folder are made where there are none.
 * @throws `STORE_UNAVAILABLE`, `STORE_CORRUPT`, `STORE_FULL`, `STORE_SCHEMA_NEWER`
 */
export function openForWriting(path: string, busyTimeoutMs = BUSY_TIMEOUT_MS): SqliteDatabase {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'STORE_FULL' : 'STORE_UNAVAILABLE';
    throw new SoundalikeError(code, `${dirname(path)}: expected a folder for the store, got: ${reasonOf(error)}`, {
      cause: error,
    });
  }
  const database = new SqliteDatabase(
    () => ({ connection: new DatabaseSync(path, { timeout: busyTimeoutMs }), isOutdated: () => false }),
    path,
  );
  return closingOnFault(database, () => {
    // Before anything is written: the file may be another program's.
    schemaVersion(database, MIGRATIONS.length);
    try {
      enterWalMode(database, busyTimeoutMs);
      database.execute(`PRAGMA synchronous = FULL; PRAGMA journal_size_limit = ${WAL_SIZE_LIMIT}`);
    } catch (error) {
      throw translateSqliteFault(error, path);
    }
    migrate(database, MIGRATIONS);
    return database;
  });
}

/**
 * Opens a store's file for reading, also while others write.
 * @returns null where there is no file, or nothing in it
 * @throws as `openForWriting`
 */
export function openForReading(path: string): SqliteDatabase | null {
  if (!isThere(path)) return null;
  const database = new SqliteDatabase(() => connectReadOnly(path), path);
  const version = closingOnFault(database, () => schemaVersion(database, MIGRATIONS.length));
  if (version === MIGRATIONS.length) return database;
  database.close();
  if (version === 0) return null;
  openForWriting(path).close();
  return new SqliteDatabase(() => connectReadOnly(path), path);
}

/** As `openForReading`; where there is nothing to read, an empty store in memory. */
export function openForReadingOrEmpty(path: string): SqliteDatabase {
  return openForReading(path) ?? openForWriting(':memory:');
}

/**
 * A reader of a WAL file needs the -wal and -shm files beside it, and SQLite makes them where it may. Where it may not and nobody else has them open, the file is
 * read as one that does not change; whoever may write there can change it nonetheless.
 */
function connectReadOnly(path: string): Connection {
  try {
    return { connection: readable(path), isOutdated: () => false };
  } catch (error) {
    if (!isSoundalikeError(translateSqliteFault(error, path), 'STORE_UNAVAILABLE') || existsSync(`${path}-wal`))
      throw error;
    const unchanging = pathToFileURL(path);
    unchanging.searchParams.set('immutable', '1');
    const before = stateOf(path);
    return { connection: readable(unchanging), isOutdated: () => stateOf(path) !== before };
  }
}

/** A connection that has been read from: SQLite opens the files only then. */
function readable(location: string | URL): DatabaseSync {
  const connection = new DatabaseSync(location, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    connection.prepare('SELECT count(*) FROM sqlite_schema').get();
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** What changes with every write by another process. */
function stateOf(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return [stats?.ino, stats?.size, stats?.mtimeNs, existsSync(`${path}-wal`)].join(' ');
}

/** @throws `STORE_UNAVAILABLE` where that cannot be told: a folder that may not be entered is no empty store */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw new SoundalikeError(
      'STORE_UNAVAILABLE',
      `${path}: expected a folder that may be looked into, got: ${reasonOf(error)}`,
      { cause: error },
    );
  }
}

/** Turning a new file into a WAL file needs it for oneself for a moment, and SQLite does not wait for that: when several processes open it first, all but one try again. */
function enterWalMode(database: SqliteDatabase, busyTimeoutMs: number): void {
  const deadline = performance.now() + busyTimeoutMs;
  for (;;) {
    try {
      database.execute(`PRAGMA page_size = ${PAGE_SIZE}`);
      database.execute('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function closingOnFault<T>(database: SqliteDatabase, work: () => T): T {
  try {
    return work();
  } catch (error) {
    database.close();
    throw error;
  }
}
