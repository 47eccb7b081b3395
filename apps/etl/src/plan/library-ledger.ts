import { DatabaseSync } from 'node:sqlite';
import type { SQLOutputValue, StatementSync } from 'node:sqlite';
import type { ListedTrack, TrackPath } from '@soundalike/catalog';

const SCHEMA = `
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  PRAGMA temp_store = FILE;
  PRAGMA cache_size = -32768;
  CREATE TABLE track (id TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE known (
    path TEXT, track TEXT, size INTEGER, mtime INTEGER, ctime INTEGER, own INTEGER,
    unseen INTEGER DEFAULT 0, vanished INTEGER DEFAULT 0,
    PRIMARY KEY (path, track)
  ) WITHOUT ROWID;
  CREATE TABLE found (path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, ctime INTEGER) WITHOUT ROWID;
  CREATE TABLE failed (path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, silent INTEGER) WITHOUT ROWID;
  CREATE TABLE outdated (path TEXT PRIMARY KEY, track TEXT) WITHOUT ROWID;
  CREATE INDEX known_track ON known (track);
  CREATE INDEX known_vanished ON known (vanished) WHERE vanished;
  CREATE TABLE todo (path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, ctime INTEGER) WITHOUT ROWID;
  BEGIN;
`;

/** Rows per query: they are read completely before the tables are written again. */
const PAGE = 500;

/** Files whose tags are read and written together: a stop waits for them. */
const RETAG_PAGE = 100;

/** Numbers of files in a plan. */
export interface PlanCounts {
  /** New files, and those whose size or modification time changed. */
  readonly toRead: number;
  /**
   * Files of the same size and modification time whose tags alone are read again: an older program read them, or the file
   * has another time of change (ctime).
   */
  readonly toRetag: number;
  /** Other files that have not changed. */
  readonly unchanged: number;
  /** Files that failed before and have not changed since. */
  readonly skipped: number;
  /** Videos without sound, found in an earlier run, that have not changed since. */
  readonly silentVideos: number;
  /** Known files that the scan did not find, although it read their folders. */
  readonly vanished: number;
  /** Files in the store that belong to this process. */
  readonly known: number;
}

/** A path of a track. */
export interface Placement {
  readonly track: string;
  readonly path: string;
}

/** A file whose tags are to be read again. */
export interface FileToRetag {
  readonly track: string;
  readonly file: TrackPath;
}

/**
 * Compares the files that the store knows with those that the scan found, and holds the plan of a run that follows from
 * that.
 * It is a private temporary database on disk (SQLite with an empty name), so that memory stays flat at a million files.
 */
export class LibraryLedger implements Disposable {
  readonly #db = new DatabaseSync('');
  readonly #statements = new Map<string, StatementSync>();

  constructor() {
    this.#db.exec(SCHEMA);
  }

  /**
   * Add a track of the store.
   * @param isOwn whether a path belongs to this process
   * @param hasOldTags whether its tags are to be read again, although the file may be unchanged
   */
  addKnown(
    { id, paths }: Pick<ListedTrack, 'id' | 'paths'>,
    isOwn: (path: string) => boolean,
    hasOldTags = false,
  ): void {
    this.#run('INSERT OR IGNORE INTO track VALUES (?)', id);
    // A track has the tags of its first path.
    const [first] = paths;
    if (hasOldTags && first !== undefined && isOwn(first.path))
      this.#run('INSERT OR REPLACE INTO outdated VALUES (?, ?)', first.path, id);
    for (const { path, size, mtimeMs, ctimeMs } of paths) {
      this.#run(
        'INSERT INTO known (path, track, size, mtime, ctime, own) VALUES (?, ?, ?, ?, ?, ?)',
        path,
        id,
        size,
        mtimeMs,
        ctimeMs ?? null,
        Number(isOwn(path)),
      );
    }
  }

  /** Add a file that failed in an earlier run, as it was then. @param isSilentVideo which is no failure to report */
  addFailed({ path, size, mtimeMs }: TrackPath, isSilentVideo = false): void {
    this.#run('INSERT OR REPLACE INTO failed VALUES (?, ?, ?, ?)', path, size, mtimeMs, Number(isSilentVideo));
  }

  /** Add a failure that does not count in this run: of another model, of a disk, or one to try again on request. */
  addStaleFailure(path: string): void {
    this.addFailed({ path, size: -1, mtimeMs: 0 });
  }

  /** Add a file that the scan found. */
  addFound({ path, size, mtimeMs, ctimeMs }: TrackPath): void {
    this.#run('INSERT OR REPLACE INTO found VALUES (?, ?, ?, ?)', path, size, mtimeMs, ctimeMs ?? null);
  }

  /**
   * Add a path that the scan could not read ('' for the dataset): known files there or below it have not vanished. Call
   * after `addKnown`.
   * @returns the number of these files
   */
  addUnseen(path: string): number {
    // '0' is the character after '/': the range contains every path that begins with `path/`.
    return this.#run(
      "UPDATE known SET unseen = 1 WHERE ?1 = '' OR path = ?1 OR (path >= ?1 || '/' AND path < ?1 || '0')",
      path,
    );
  }

  /**
   * Compare the known files with those found. A file is read if its size or modification time has changed. If only the
   * time of its last change of any kind has, or is not known yet, its tags are read: programs write tags into padding and
   * set the modification time back.
   * A run that was killed after it added a file to its new track, and before it removed the file from the old one, leaves
   * the path in both tracks: such a path is read again.
   * @param rereadTags whether the tags of all files are read
   */
  plan({ rereadTags = false }: { readonly rereadTags?: boolean } = {}): PlanCounts {
    this.#run(`
      UPDATE known SET vanished = 1
      WHERE own AND NOT unseen AND NOT EXISTS (SELECT 1 FROM found WHERE found.path = known.path)`);
    this.#run(`
      INSERT INTO todo SELECT path, size, mtime, ctime FROM found
      WHERE NOT EXISTS (
          SELECT 1 FROM failed
          WHERE failed.path = found.path AND failed.size = found.size AND failed.mtime = found.mtime)
        AND NOT (
          EXISTS (
            SELECT 1 FROM known
            WHERE known.path = found.path AND known.size = found.size AND known.mtime = found.mtime)
          AND 1 = (SELECT count(*) FROM known WHERE known.path = found.path))`);
    this.#run(
      `INSERT OR IGNORE INTO outdated SELECT path, track FROM known JOIN found USING (path)
       WHERE own AND (? OR known.ctime IS NOT found.ctime)`,
      Number(rereadTags),
    );
    this.#run(`
      DELETE FROM outdated
      WHERE path NOT IN (SELECT path FROM found) OR path IN (SELECT path FROM todo)
        OR path IN (SELECT path FROM found JOIN failed USING (path, size, mtime))`);
    const found = this.#count('SELECT count(*) AS n FROM found');
    const toRetag = this.#count('SELECT count(*) AS n FROM outdated');
    const toRead = this.#count('SELECT count(*) AS n FROM todo');
    const failedBefore = this.#count('SELECT count(*) AS n FROM found JOIN failed USING (path, size, mtime)');
    const silentVideos = this.#count(
      'SELECT count(*) AS n FROM found JOIN failed USING (path, size, mtime) WHERE silent',
    );
    return {
      toRead,
      toRetag,
      skipped: failedBefore - silentVideos,
      silentVideos,
      unchanged: found - toRead - toRetag - failedBefore,
      vanished: this.vanishedCount(),
      known: this.#count('SELECT count(DISTINCT path) AS n FROM known WHERE own'),
    };
  }

  /** Iterate over the files to read, in the order of their paths. The ledger may be changed during the iteration. */
  *toRead(): Generator<TrackPath> {
    for (let after = ''; ;) {
      const rows = this.#all('SELECT * FROM todo WHERE path > ? ORDER BY path LIMIT ?', after, PAGE);
      if (rows.length === 0) return;
      yield* rows.map(fileOf);
      after = String(rows.at(-1)!['path']);
    }
  }

  /** Iterate over the files whose tags alone are to be read again, in the order of their paths, many at a time. */
  *toRetag(): Generator<FileToRetag[]> {
    for (let after = ''; ;) {
      const sql = `SELECT * FROM outdated JOIN found USING (path) WHERE path > ? ORDER BY path LIMIT ${RETAG_PAGE}`;
      const files = this.#all(sql, after).map((row) => ({ track: String(row['track']), file: fileOf(row) }));
      if (files.length === 0) return;
      yield files;
      after = files.at(-1)!.file.path;
    }
  }

  /** Return the number of known files that are missing and were not found under another path. */
  vanishedCount(): number {
    return this.#count('SELECT count(DISTINCT path) AS n FROM known WHERE vanished');
  }

  /** Remove up to 500 of the vanished files from the ledger and return them. */
  takeVanished(): Placement[] {
    const rows = this.#all('SELECT path, track FROM known WHERE vanished LIMIT ?', PAGE);
    const placements = rows.map(({ path, track }) => ({ path: String(path), track: String(track) }));
    for (const placement of placements) this.remove(placement);
    return placements;
  }

  /** Return the first vanished path of a track: the previous path of a file that moved. */
  vanishedPathOf(track: string): string | undefined {
    const [row] = this.#all('SELECT path FROM known WHERE vanished AND track = ? ORDER BY path LIMIT 1', track);
    return row && String(row['path']);
  }

  /** Return the tracks that have a path: one, unless a run was killed or the file is new. */
  tracksAt(path: string): string[] {
    return this.#all('SELECT track FROM known WHERE path = ?', path).map(({ track }) => String(track));
  }

  /** Add a file of this process to a track. */
  place(track: string, { path, size, mtimeMs, ctimeMs }: TrackPath): void {
    this.#run('INSERT OR IGNORE INTO track VALUES (?)', track);
    this.#run(
      'INSERT OR REPLACE INTO known (path, track, size, mtime, ctime, own) VALUES (?, ?, ?, ?, ?, 1)',
      path,
      track,
      size,
      mtimeMs,
      ctimeMs ?? null,
    );
  }

  /** Remove a path from a track. */
  remove({ track, path }: Placement): void {
    this.#run('DELETE FROM known WHERE path = ? AND track = ?', path, track);
  }

  /** Remove up to 500 of the tracks without any file from the ledger and return their ids. */
  takePathless(): string[] {
    const rows = this.#all(
      'SELECT id FROM track WHERE NOT EXISTS (SELECT 1 FROM known WHERE known.track = track.id) LIMIT ?',
      PAGE,
    );
    const ids = rows.map(({ id }) => String(id));
    for (const id of ids) this.#run('DELETE FROM track WHERE id = ?', id);
    return ids;
  }

  /** Iterate over paths that failed before and are now missing or changed, or whose failure does not count. */
  *staleFailures(): Generator<string> {
    for (let after = ''; ;) {
      const rows = this.#all(
        `SELECT path FROM failed WHERE path > ? AND NOT EXISTS (
           SELECT 1 FROM found
           WHERE found.path = failed.path AND found.size = failed.size AND found.mtime = failed.mtime)
         ORDER BY path LIMIT ?`,
        after,
        PAGE,
      );
      if (rows.length === 0) return;
      for (const { path } of rows) yield String(path);
      after = String(rows.at(-1)!['path']);
    }
  }

  [Symbol.dispose](): void {
    this.#db.close();
  }

  #statement(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** Run a statement and return the number of rows that it changed. */
  #run(sql: string, ...values: (string | number | null)[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  #all(sql: string, ...values: (string | number)[]) {
    return this.#statement(sql).all(...values);
  }

  #count(sql: string): number {
    return Number(this.#statement(sql).get()!['n']);
  }
}

function fileOf({ path, size, mtime, ctime }: Record<string, SQLOutputValue>): TrackPath {
  const stamp = { path: String(path), size: Number(size), mtimeMs: Number(mtime) };
  return ctime === null ? stamp : { ...stamp, ctimeMs: Number(ctime) };
}
