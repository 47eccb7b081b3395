import { searchWords } from '@soundalike/catalog';
import type { TrackMetadata } from '@soundalike/catalog';
import type { SqliteDatabase } from '../database/sqlite-database.ts';

/** Columns to search, best first: all words in one name, then spread over the names. */
const SCOPES = ['{title}', '{artist}', '{album}', '{title artist album}'];

/** Index the words of a track's names. */
export function addWords(database: SqliteDatabase, track: number, { title, artist, album }: TrackMetadata): void {
  const words = [title, artist, album].map((name) => searchWords(name ?? '').join(' '));
  database.run('INSERT INTO words (rowid, title, artist, album) VALUES (?, ?, ?, ?)', track, ...words);
}

export function removeWords(database: SqliteDatabase, track: number): void {
  database.run('DELETE FROM words WHERE rowid = ?', track);
}

/** Return the numbers of the tracks of a space whose names contain every word of the text as a prefix, best first. */
export function findByWords(database: SqliteDatabase, space: number, text: string, limit: number): number[] {
  const words = [...new Set(searchWords(text))];
  if (words.length === 0) return [];
  // A word has only letters and digits, so the quotes are safe, and AND, OR, NOT and NEAR are ordinary words in them.
  const expression = words.map((word) => `"${word}" *`).join(' AND ');
  const found = new Set<number>();
  for (const scope of SCOPES) {
    if (found.size >= limit) break;
    const rows = database.all(
      `SELECT words.rowid AS number FROM words JOIN tracks ON tracks.number = words.rowid
       WHERE words MATCH ? AND tracks.space = ? ORDER BY words.rank, tracks.id LIMIT ?`,
      `${scope} : (${expression})`,
      space,
      limit,
    );
    for (const row of rows) found.add(Number(row['number']));
  }
  return [...found].slice(0, limit);
}
