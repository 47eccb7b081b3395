import type { TrackMetadata } from '../model/track.ts';
import { chunksOf, indexedPart, LONGEST_WORD, nameWords, searchKey } from './name-words.ts';
import type { Chunk } from './name-words.ts';
import { typosBetween } from './similar-words.ts';

/** Stores limit the parts of a query, and no title, artist and album have so many different words. */
const MOST_WORDS = 100;

/** Longest text that is compared with a whole title: stores limit it, and nobody types or shows a longer one. */
const LONGEST_KEY = 500;

/** Most chunks of a text that is taken apart into a title and an artist. */
const MOST_SPLIT_CHUNKS = 24;

/** The end of a song as programs show it, ` · 3:05`, and of a shortened one, `…`. */
const SHOWN_END = /(?:\s+·\s+(?:\d+:)?\d{1,2}:\d{2})?\s*$/u;

/** A search for names, as every store carries it out. */
export interface SearchQuery {
  /** Parts that must all be found: the beginnings of all words of a chunk, or of the chunk written together. */
  readonly chunks: readonly Chunk[];
  /** The text as `searchKey` writes a name; null if it is too long for one. */
  readonly key: string | null;
  /** Keys of title and artist that the text may be made of, as in `Title — Artist` or `Artist - Title`. */
  readonly splits: readonly { readonly title: string; readonly artist: string }[];
}

/** With fewer tracks found, those with similar words follow. */
export const FEW_FOUND = 3;

/** Most tracks with similar words that a store passes to `rankSimilar`. */
export const MOST_CANDIDATES = 200;

/** Names of a track that are searched, best first. */
export const SEARCHED_NAMES = ['title', 'artist', 'album'] as const;

type Names = Pick<TrackMetadata, (typeof SEARCHED_NAMES)[number]>;

/** Return what to search for; null if the text has no words, or too many or too long ones. */
export function searchQuery(text: string): SearchQuery | null {
  const shown = text.replace(SHOWN_END, '');
  const all = chunksOf(shown === '' ? text : shown);
  const distinct = [...new Map(all.map((chunk) => [chunk.words.join(' '), chunk])).values()];
  const chunks = distinct.map(({ words, joined }) => ({ words: words.map(indexedPart), joined: indexedPart(joined) }));
  const words = chunks.flatMap((chunk) => chunk.words);
  if (words.length === 0 || words.length > MOST_WORDS || words.some(({ length }) => length > LONGEST_WORD)) return null;
  const key = searchKey(shown);
  if (key.length > LONGEST_KEY) return { chunks, key: null, splits: [] };
  const keys = all.map(({ joined }) => joined);
  const cuts = keys.length > MOST_SPLIT_CHUNKS ? [] : keys.slice(1).map((_, n) => n + 1);
  const splits = cuts.flatMap((cut) => {
    const [before, after] = [keys.slice(0, cut).join(' '), keys.slice(cut).join(' ')];
    return [
      { title: before, artist: after },
      { title: after, artist: before },
    ];
  });
  return { chunks, key, splits };
}

/** Return whether a search is for the title of a track, or its title and artist: then words with typos are not meant. */
export function isNamed(track: Names, { key, splits }: SearchQuery): boolean {
  const [title, artist] = [searchKey(track.title), searchKey(track.artist)];
  return title === key || splits.some((split) => split.title === title && split.artist === artist);
}

/**
 * Return the tracks that a search finds if words may have typos, those with the fewest first, then by title and id.
 * @param candidates tracks that a store found by similar words
 */
export function rankSimilar<T extends Names & { readonly id: string }>(
  { chunks }: SearchQuery,
  candidates: readonly T[],
): T[] {
  return candidates
    .flatMap((track) => {
      const words = [...new Set(SEARCHED_NAMES.flatMap((name) => nameWords(track[name])))];
      const typos = sum(chunks.map((chunk) => Math.min(typosIn([chunk.joined], words), typosIn(chunk.words, words))));
      return Number.isFinite(typos) ? [{ track, typos, key: searchKey(track.title) }] : [];
    })
    .sort((a, b) => a.typos - b.typos || compare(a.key, b.key) || compare(a.track.id, b.track.id))
    .map(({ track }) => track);
}

/** Return the typos of searched words, each against the most similar of the indexed ones; Infinity if one has none. */
function typosIn(searched: readonly string[], indexed: readonly string[]): number {
  return sum(
    searched.map((word) =>
      Math.min(...indexed.map((other) => (other.startsWith(word) ? 0 : (typosBetween(word, other) ?? Infinity)))),
    ),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
