import { MAX_TYPOS, typosAllowed, typosBetween } from '@soundalike/catalog';
import type { SearchQuery } from '@soundalike/catalog';
import type { SqliteDatabase } from '../database/sqlite-database.ts';
import { expressionOf, match } from './word-index.ts';

/** Most words that stand for one with typos: those with the fewest typos. */
const MOST_SIMILAR = 50;

interface SimilarWord {
  readonly other: string;
  readonly typos: number;
}

/** Finds tracks by words with typos. Keeps the indexed words in memory, about 60 bytes each, until the next write. */
export class SimilarWords {
  readonly #database: SqliteDatabase;
  /** The indexed words by their length. */
  #words = new Map<number, string[]>();
  #state = '';

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  /**
   * Return the numbers of the tracks of a space that a search may mean if its words have typos, in no useful order: the
   * caller ranks them. Call it within a `read` of the database.
   */
  find(space: number, query: SearchQuery, limit: number): number[] {
    const searched = new Set(query.chunks.flatMap(({ words, joined }) => [...words, joined]));
    const similar = new Map([...searched].map((word) => [word, this.#similarTo(word)]));
    if ([...similar.values()].every((words) => words.length === 0)) return [];
    const term = (word: string): string =>
      `(${[`"${word}" *`, ...(similar.get(word) ?? []).map((other) => `"${other}"`)].join(' OR ')})`;
    return match(this.#database, space, expressionOf(query, term), limit);
  }

  #similarTo(word: string): string[] {
    if (typosAllowed(word) === 0) return [];
    this.#refresh();
    const found: SimilarWord[] = [];
    for (let length = word.length - MAX_TYPOS; length <= word.length + MAX_TYPOS; length++) {
      for (const other of this.#words.get(length) ?? []) {
        const typos = typosBetween(word, other);
        if (typos !== null && typos > 0) found.push({ other, typos });
      }
    }
    return found
      .sort((a, b) => a.typos - b.typos || (a.other < b.other ? -1 : 1))
      .slice(0, MOST_SIMILAR)
      .map(({ other }) => other);
  }

  #refresh(): void {
    const state = this.#database.state();
    if (state === this.#state) return;
    const words = this.#database.all('SELECT term FROM vocabulary').map((row) => String(row['term']));
    this.#words = Map.groupBy(words, ({ length }) => length);
    this.#state = state;
  }
}
