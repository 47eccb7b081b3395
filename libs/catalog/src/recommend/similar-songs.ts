import type { Track } from '../model/track.ts';
import type { TrackStore } from '../store/track-store.ts';
import { editDistance } from '../text/edit-distance.ts';
import { nameWords } from '../text/name-words.ts';

/** Words of the text that are searched for, and letters that the shortest beginning of one has. */
const [MOST_WORDS, SHORTEST_BEGINNING] = [6, 3];
/** Tracks that are read for each word. */
const CANDIDATES = 50;
/** Longest part of a name that is compared. */
const MOST_LETTERS = 60;

/**
 * Return tracks that a text may mean of which `findSong` finds nothing, best first: those that are found by some of its
 * words, or by the beginnings of them, with the most similar title.
 */
export async function similarSongs(store: Pick<TrackStore, 'search'>, text: string, count = 3): Promise<Track[]> {
  const found = new Map<string, { readonly track: Track; hits: number }>();
  for (const word of nameWords(text).slice(0, MOST_WORDS)) {
    for (const track of await beginningWith(store, word)) {
      const entry = found.get(track.id) ?? { track, hits: 0 };
      entry.hits++;
      found.set(track.id, entry);
    }
  }
  const wanted = nameWords(text).join(' ').slice(0, MOST_LETTERS);
  const ranked = [...found.values()].map(({ track, hits }) => ({ track, hits, typos: typosOf(wanted, track) }));
  ranked.sort((a, b) => b.hits - a.hits || a.typos - b.typos || (a.track.id < b.track.id ? -1 : 1));
  return ranked.slice(0, count).map(({ track }) => track);
}

/** Return tracks that have a word, or its longest beginning that any name has. */
async function beginningWith(store: Pick<TrackStore, 'search'>, word: string): Promise<Track[]> {
  const letters = Array.from(word);
  for (let length = letters.length; length >= SHORTEST_BEGINNING; length--) {
    const tracks = await store.search(letters.slice(0, length).join(''), CANDIDATES);
    if (tracks.length > 0) return tracks;
  }
  return [];
}

/** Return the typos between the text and the name of a track that is nearest to it. */
function typosOf(wanted: string, { title, artist, album }: Track): number {
  const names = [title, artist, album].filter((name) => name !== null);
  const keys = names.map((name) => nameWords(name).join(' ').slice(0, MOST_LETTERS));
  return Math.min(...keys.map((key) => editDistance(wanted, key, MOST_LETTERS)));
}
