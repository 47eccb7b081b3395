import { nameWords, SEARCHED_NAMES } from '@soundalike/catalog';
import type { SearchQuery, TrackMetadata } from '@soundalike/catalog';
import type { SqliteDatabase } from '../database/sqlite-database.ts';

/** Columns to search, best first: all words in one name, then spread over the names. */
const SCOPES = [...SEARCHED_NAMES, SEARCHED_NAMES.join(' ')].map((names) => `{${names}}`);

/** Index the words of a track's names. */
export function addWords(database: SqliteDatabase, track: number, metadata: TrackMetadata): void {
  const words = SEARCHED_NAMES.map((name) => nameWords(metadata[name]).join(' '));
  database.run('INSERT INTO words (rowid, title, artist, album) VALUES (?, ?, ?, ?)', track, ...words);
}

export function removeWords(database: SqliteDatabase, track: number): void {
  database.run('DELETE FROM words WHERE rowid = ?', track);
}

/** Tracks that a search finds, best first. */
export interface FoundByWords {
  readonly numbers: readonly number[];
  /** True if the text is the title of one of them, or title and artist: then words with typos are not meant. */
  readonly isExact: boolean;
}

/**
 * Return the numbers of the tracks of a space that a search finds, best first: the title, or title and artist, are the
 * text; the title begins with it; its words are in the title, the artist, the album, or spread over them.
 */
export function findByWords(database: SqliteDatabase, space: number, query: SearchQuery, limit: number): FoundByWords {
  const found = new Set<number>(findByKey(database, space, query, limit));
  const isExact = found.size > 0;
  for (const find of [findByBeginning, findInNames]) {
    if (found.size >= limit) break;
    for (const number of find(database, space, query, limit)) found.add(number);
  }
  return { numbers: [...found].slice(0, limit), isExact };
}

type Find = (database: SqliteDatabase, space: number, query: SearchQuery, limit: number) => Iterable<number>;

function* findByKey(database: SqliteDatabase, space: number, { key, splits }: SearchQuery, limit: number) {
  const byTitle = 'SELECT number FROM tracks WHERE space = ? AND title_key = ?';
  if (key !== null) yield* numbersOf(database.all(`${byTitle} ORDER BY id LIMIT ?`, space, key, limit));
  for (const { title, artist } of splits)
    yield* numbersOf(
      database.all(`${byTitle} AND artist_key = ? ORDER BY title_key, id LIMIT ?`, space, title, artist, limit),
    );
}

const findByBeginning: Find = (database, space, { key }, limit) =>
  key === null
    ? []
    : numbersOf(
        database.all(
          `SELECT number FROM tracks WHERE space = ?1 AND title_key >= ?2 AND title_key < ?2 || char(0x10FFFF)
           ORDER BY title_key, id LIMIT ?3`,
          space,
          key,
          limit,
        ),
      );

function* findInNames(database: SqliteDatabase, space: number, query: SearchQuery, limit: number): Generator<number> {
  const expression = expressionOf(query, (word) => `"${word}" *`);
  for (const scope of SCOPES) yield* match(database, space, `${scope} : (${expression})`, limit);
}

/**
 * Return the expression of FTS5 for a search. A word has no characters with a meaning in it (see `nameWords`), so the
 * quotes are safe, and AND, OR, NOT and NEAR are ordinary words in them.
 */
export function expressionOf({ chunks }: SearchQuery, term: (word: string) => string): string {
  return chunks
    .map(({ words, joined }) => {
      const all = words.map(term).join(' AND ');
      return words.length === 1 ? `(${all})` : `((${all}) OR ${term(joined)})`;
    })
    .join(' AND ');
}

/** Return the numbers of the tracks of a space that an expression of FTS5 matches, by title. */
export function match(database: SqliteDatabase, space: number, expression: string, limit: number): number[] {
  return numbersOf(
    database.all(
      `SELECT tracks.number FROM words JOIN tracks ON tracks.number = words.rowid
       WHERE words MATCH ? AND tracks.space = ? ORDER BY tracks.title_key, tracks.id LIMIT ?`,
      expression,
      space,
      limit,
    ),
  );
}

function numbersOf(rows: readonly { readonly number?: unknown }[]): number[] {
  return rows.map((row) => Number(row.number));
}
