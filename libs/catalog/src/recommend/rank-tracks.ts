import type { Track } from '../model/track.ts';
import { compareNames, nameFit } from '../text/name-order.ts';

/**
 * Sort tracks that a search found as a person expects: the title that was typed, then titles that begin with it, then
 * those that contain it, then the same for title and artist together, for artists and for albums. Ties are in natural
 * order of title, artist and album.
 */
export function rankTracks(typed: string, tracks: readonly Track[]): Track[] {
  return tracks
    .map((track) => ({ track, fits: namesOf(track).map((name) => nameFit(typed, name)) }))
    .sort((a, b) => compareNumbers(a.fits, b.fits) || compareTracks(a.track, b.track))
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
