import type { Track } from '../model/track.ts';
import { foldText } from '../text/fold-text.ts';
import { baseTitle } from './base-title.ts';
import { isGenericTitle } from './generic-title.ts';

/** How many times as long one version of a song can be as another: a live version or a mix as a radio edit. */
const MAX_LENGTH_RATIO = 3;

/** The tags that say whether two tracks are versions of one song. */
type NamedTrack = Pick<Track, 'artist' | 'artists' | 'title' | 'album' | 'discNo' | 'trackNo' | 'durationSeconds'>;

/**
 * Return whether the tags name the same artist for both tracks, or have one of several in common; an unknown artist is
 * never the same.
 */
export function isSameArtist(a: Pick<Track, 'artist' | 'artists'>, b: Pick<Track, 'artist' | 'artists'>): boolean {
  const names = artistNames(a);
  return artistNames(b).some((name) => names.includes(name));
}

function artistNames({ artist, artists }: Pick<Track, 'artist' | 'artists'>): string[] {
  return [...(artist === null ? [] : [artist]), ...artists].map(foldText);
}

/**
 * Return whether tags and length allow two tracks to be versions of one song: the same artist and the same `baseTitle`,
 * which names a piece, and lengths that differ by a factor of three at most. Two tracks of one album with the same
 * title are different pieces, unless one is marked as a version.
 */
export function isSameSong(a: NamedTrack, b: NamedTrack): boolean {
  if (!isSameArtist(a, b)) return false;
  const [baseA, baseB] = [baseTitle(a.title), baseTitle(b.title)];
  if (baseA.title !== baseB.title || isGenericTitle(baseA.title)) return false;
  if (!baseA.isVersion && !baseB.isVersion && isOtherTrackOfAlbum(a, b)) return false;
  const [shorter, longer] = [a.durationSeconds, b.durationSeconds].sort((x, y) => x - y);
  return longer! <= MAX_LENGTH_RATIO * shorter!;
}

function isOtherTrackOfAlbum(a: NamedTrack, b: NamedTrack): boolean {
  const isSameAlbum = a.album !== null && b.album !== null && foldText(a.album) === foldText(b.album);
  return isSameAlbum && (isOtherNumber(a.discNo, b.discNo) || isOtherNumber(a.trackNo, b.trackNo));
}

function isOtherNumber(a: number | null, b: number | null): boolean {
  return a !== null && b !== null && a !== b;
}
