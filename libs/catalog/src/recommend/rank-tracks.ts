import type { Track } from '../model/track.ts';
import { compareNames, nameFit, NO_FIT } from '../text/name-order.ts';
import { isNamed, searchQuery } from '../text/search-query.ts';

/**
 * Sort tracks that a search found as a person expects: the title that was typed, then titles that begin with it, then
 * those that contain it, then the same for title and artist together, for artists and for albums. Ties are in natural
 * order of title, artist and album; tracks of which no name contains the text, as with typos, stay in the order of the
 * search.
 */
export function rankTracks(typed: string, tracks: readonly Track[]): Track[] {
  const query = searchQuery(typed);
  return tracks
    .map((track) => {
      const isWanted = query !== null && isNamed(track, query);
      const fits = namesOf(track).map((name) => nameFit(typed, name));
      return { track, fits: [isWanted ? 0 : 1, ...fits], fitsNone: fits.every((fit) => fit === NO_FIT) };
    })
    .sort((a, b) => compareNumbers(a.fits, b.fits) || (a.fitsNone ? 0 : compareTracks(a.track, b.track)))
    .map(({ track }) => track);
}

function namesOf({ title, artist, album }: Track): (string | null)[] {
  return [title, artist === null ? null : `${title} ${artist}`, artist, album];
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (const [index, number] of a.entries()) if (number !== b[index]) return number - b[index]!;
  return 0;
}

function compareTracks(a: Track, b: Track): number {
  return (
    compareNames(a.title, b.title) ||
    compareNames(a.artist ?? '', b.artist ?? '') ||
    compareNames(a.album ?? '', b.album ?? '')
  );
}
