import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { SoundalikeError, isSoundalikeError, reasonOf, systemCode } from '@soundalike/errors';
import { migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations.ts';
import { SqliteDatabase } from './sqlite-database.ts';
import type { Connection } from './sqlite-database.ts';
import { isBusy, translateSqliteError } from './sqlite-error.ts';

/** Default milliseconds that a writer waits for another. The entire process waits: SQLite runs on its thread. */
const BUSY_TIMEOUT_MS = 10_000;

/** Fits three codes of 2048 dims; a page of the default size, 4096, would fit one and leave half unused. */
const PAGE_SIZE = 8192;

/** Bytes to which a checkpoint truncates the WAL file. */
const WAL_SIZE_LIMIT = 64 * 1024 * 1024;

/** The file to open, and how. */
export interface SqliteFileOptions {
  /** Path of the store's only file; SQLite keeps `-wal` and `-shm` next to it while it is open. */
  readonly path: string;
  /** Default: no. */
  readonly readOnly?: boolean;
  /** Milliseconds that a writer waits for another; default 10,000. */
  readonly busyTimeoutMs?: number;
}

/**
 * Open a store's file for reading and writing, and migrate its schema; the file and its folder are created if they do
 * not exist.
 * @throws `STORE_UNAVAILABLE`, `STORE_CORRUPT`, `STORE_FULL`, `STORE_SCHEMA_NEWER`
 */
export function openForWriting(path: string, busyTimeoutMs = BUSY_TIMEOUT_MS): SqliteDatabase {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    const code = systemCode(error) === 'ENOSPC' ? 'STORE_FULL' : 'STORE_UNAVAILABLE';
    const advice =
      code === 'STORE_FULL' ? 'free some space and run again' : 'set STORE_PATH to a folder that can be written';
    throw new SoundalikeError(
      code,
      `${dirname(path)}: the folder of the store cannot be created (${reasonOf(error)}); ${advice}`,
      { cause: error },
    );
  }
  const database = new SqliteDatabase(
    () => ({ connection: new DatabaseSync(path, { timeout: busyTimeoutMs }), isOutdated: () => false }),
    path,
  );
  return closeOnError(database, () => {
    // Before anything is written: the file may belong to another program.
    schemaVersion(database, MIGRATIONS.length);
    try {
      enterWalMode(database, busyTimeoutMs);
      database.execute(`PRAGMA synchronous = FULL; PRAGMA journal_size_limit = ${WAL_SIZE_LIMIT}`);
    } catch (error) {
      throw translateSqliteError(error, path);
    }
    migrate(database, MIGRATIONS);
    return database;
  });
}

/**
 * Open a store's file for reading, also while others write.
 * @returns null if there is no file, or nothing in it
 * @throws as `openForWriting`
 */
export function openForReading(path: string): SqliteDatabase | null {
  if (!fileExists(path)) return null;
  const database = new SqliteDatabase(() => connectReadOnly(path), path);
  const version = closeOnError(database, () => schemaVersion(database, MIGRATIONS.length));
  if (version === MIGRATIONS.length) return database;
  database.close();
  if (version === 0) return null;
  openForWriting(path).close();
  return new SqliteDatabase(() => connectReadOnly(path), path);
}

/** As `openForReading`, but if there is nothing to read, return an empty store in memory. */
export function openForReadingOrEmpty(path: string): SqliteDatabase {
  return openForReading(path) ?? openForWriting(':memory:');
}

/**
 * A reader of a WAL file needs the -wal and -shm files next to it, and SQLite creates them if it can. If it cannot and
 * no other process has created them, the file is opened as one that does not change. A process that can write there
 * may still change it.
 */
function connectReadOnly(path: string): Connection {
  try {
    return { connection: openReadOnly(path), isOutdated: () => false };
  } catch (error) {
    if (!isSoundalikeError(translateSqliteError(error, path), 'STORE_UNAVAILABLE') || existsSync(`${path}-wal`))
      throw error;
    const unchanging = pathToFileURL(path);
    unchanging.searchParams.set('immutable', '1');
    const before = stateOf(path);
    return { connection: openReadOnly(unchanging), isOutdated: () => stateOf(path) !== before };
  }
}

/** Open a connection and read from it, because SQLite opens the files only then. */
function openReadOnly(location: string | URL): DatabaseSync {
  const connection = new DatabaseSync(location, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    connection.prepare('SELECT count(*) FROM sqlite_schema').get();
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Return a text that changes with every write by another process. */
function stateOf(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return [stats?.ino, stats?.size, stats?.mtimeNs, existsSync(`${path}-wal`)].join(' ');
}

/** @throws `STORE_UNAVAILABLE` if the folder must not be entered: that is not an empty store */
function fileExists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw new SoundalikeError(
      'STORE_UNAVAILABLE',
      `${path}: the folder of the store cannot be read (${reasonOf(error)}); check its permissions`,
      { cause: error },
    );
  }
}

/**
 * Changing a new file to a WAL file needs an exclusive lock for a moment, and SQLite does not wait for it: if several
 * processes create the file, all but one retry.
 */
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

function closeOnError<T>(database: SqliteDatabase, work: () => T): T {
  try {
    return work();
  } catch (error) {
    database.close();
    throw error;
  }
}
