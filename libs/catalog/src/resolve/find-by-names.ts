import { baseTitle } from '../recommend/base-title.ts';
import { agreementOf } from './agreement.ts';
import { comparableTrack, partsOfArtist } from './song.ts';
import type { ComparableSong, ComparableTrack, Song } from './song.ts';

/** Names of artists that are searched for together with the title. */
const MOST_ARTISTS = 3;

/** Tracks that a search for title and artist reads. */
const FEW = 50;

/** Tracks that a search for the title alone reads: exact titles come first. */
const MANY = 200;

/** A word that can be written as "&", or left out. */
const AND = /(?<!\S)(?:and|&)(?!\S)/gu;

/** Longest title that is searched for; stores find nothing for a longer one. */
const LONGEST_TITLE = 500;

/**
 * Return tracks that may be the song by its title, each once: those found with its artists, and, if none of these has
 * the title, those found by the title alone, whose artist may be written differently.
 */
export async function findByNames<T extends ComparableTrack>(
  store: { search(text: string, limit: number): Promise<T[]> },
  { title, artists = [] }: Song,
  wanted: ComparableSong,
): Promise<T[]> {
  if (wanted.title === '' || (title ?? '').length > LONGEST_TITLE) return [];
  const { title: full } = baseTitle(title ?? '');
  const base = full.replace(AND, ' ').trim() || full;
  const found = new Map<string, T>();
  const search = async (text: string, limit: number): Promise<void> => {
    for (const track of await store.search(text, limit)) found.set(track.id, track);
  };
  const names = new Set(artists.flatMap((name) => partsOfArtist(name).slice(0, 1)));
  for (const name of [...names].slice(0, MOST_ARTISTS)) await search(`${base} ${name}`, FEW);
  const isFound = [...found.values()].some((track) => {
    const agreement = agreementOf(wanted, comparableTrack(track));
    return agreement.title !== 'different' && agreement.artist !== 'different';
  });
  if (!isFound) await search(base, MANY);
  return [...found.values()];
}
