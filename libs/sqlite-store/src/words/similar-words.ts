import { typosAllowed, typosBetween } from '@soundalike/catalog';
import type { SearchQuery } from '@soundalike/catalog';
import type { SqliteDatabase } from '../database/sqlite-database.ts';
import { expressionOf, match } from './word-index.ts';

/** Most words that stand for one with typos: those with the fewest typos. */
const MOST_SIMILAR = 50;

/**
 * Return the numbers of the tracks of a space that a search may mean if its words have typos, in no useful order: the
 * caller ranks them. Compares with every indexed word, which takes a few milliseconds for every ten thousand.
 */
export function findSimilar(database: SqliteDatabase, space: number, query: SearchQuery, limit: number): number[] {
  const searched = new Set(query.chunks.flatMap(({ words, joined }) => [...words, joined]));
  const similar = similarWords(
    database,
    [...searched].filter((word) => typosAllowed(word) > 0),
  );
  if (similar.size === 0) return [];
  const term = (word: string): string =>
    `(${[`"${word}" *`, ...(similar.get(word) ?? []).map((other) => `"${other}"`)].join(' OR ')})`;
  return match(database, space, expressionOf(query, term), limit);
}

function similarWords(database: SqliteDatabase, searched: readonly string[]): Map<string, string[]> {
  if (searched.length === 0) return new Map();
  const found = new Map<string, { readonly other: string; readonly typos: number }[]>();
  for (const row of database.iterate('SELECT term FROM vocabulary')) {
    const other = String(row['term']);
    for (const word of searched) {
      const typos = typosBetween(word, other);
      if (typos !== null && typos > 0) found.set(word, [...(found.get(word) ?? []), { other, typos }]);
    }
  }
  return new Map(
    [...found].map(([word, others]) => [
      word,
      others
        .sort((a, b) => a.typos - b.typos || (a.other < b.other ? -1 : 1))
        .slice(0, MOST_SIMILAR)
        .map(({ other }) => other),
    ]),
  );
}
