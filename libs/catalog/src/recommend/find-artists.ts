import type { Track } from '../model/track.ts';
import type { TrackStore } from '../store/track-store.ts';
import { foldText } from '../text/fold-text.ts';
import { compareNames, nameFit, NO_FIT } from '../text/name-order.ts';

/** An artist whose name was found, with the tracks that were found with it. */
export interface FoundArtist {
  readonly name: string;
  readonly tracks: readonly Track[];
}

/** Most tracks that a search for an artist reads: those whose title has the words come first. */
const WIDEST_SEARCH = 2000;

/**
 * Return the artists whose name contains the typed words: the name that was typed, then names that begin with it, then
 * the others; ties in natural order. If no name does, return the artists of the tracks that the store finds otherwise,
 * by a title or despite a typing error. Names that differ in letter case or accents only are one artist.
 * @param limit most tracks that the search reads; default 2,000
 */
export async function findArtists(
  store: Pick<TrackStore, 'search'>,
  typed: string,
  limit = WIDEST_SEARCH,
): Promise<FoundArtist[]> {
  const artists = new Map<string, { name: string; tracks: Track[] }>();
  for (const track of await store.search(typed, limit)) {
    if (track.artist === null) continue;
    const key = foldText(track.artist);
    const artist = artists.get(key) ?? { name: track.artist, tracks: [] };
    artist.tracks.push(track);
    artists.set(key, artist);
  }
  const rated = [...artists.values()].map((artist) => ({ artist, fit: nameFit(typed, artist.name) }));
  const fitting = rated
    .filter(({ fit }) => fit < NO_FIT)
    .sort((a, b) => a.fit - b.fit || compareNames(a.artist.name, b.artist.name));
  return (fitting.length > 0 ? fitting : rated).map(({ artist }) => artist);
}
