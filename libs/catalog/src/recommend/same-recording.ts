import type { Track } from '../model/track.ts';
import { baseTitle } from './base-title.ts';
import { foldText } from './fold-text.ts';

/** True when the tags name one artist for both tracks; an unknown artist is never the same. */
export function isSameArtist(a: Pick<Track, 'artist'>, b: Pick<Track, 'artist'>): boolean {
  return a.artist !== null && b.artist !== null && foldText(a.artist) === foldText(b.artist);
}

/** True for two versions of one song by its tags: one artist, and one title once "live", "remaster", "demo" and bracketed suffixes are set aside. */
export function isSameSong(a: Pick<Track, 'artist' | 'title'>, b: Pick<Track, 'artist' | 'title'>): boolean {
  return isSameArtist(a, b) && baseTitle(a.title) === baseTitle(b.title);
}
