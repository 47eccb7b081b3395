import type { Track } from '../model/track.ts';
import { foldText } from '../text/fold-text.ts';

const BRACKETED_END = /\s*(?:\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\})$/u;
const AFTER_DASH = new RegExp(
  String.raw`\s+[-–—]\s+[^-–—]*\b(?:live|re-?master(?:ed)?|demo|acoustic|unplugged|remix|version|edit|mix|mono|take)\b[^-–—]*$`,
  'u',
);
const TRAILING_WORD = /\s+(?:live|re-?master(?:ed)?|demo)$/u;

/**
 * Return the title of the song that a version's title refers to: without bracketed suffixes, and without "live",
 * "remaster", "demo" and similar words at the end. Folded as `foldText` does; a title that is only such words stays.
 */
export function baseTitle(title: string): string {
  let base = foldText(title);
  for (;;) {
    const shorter = base.replace(BRACKETED_END, '').replace(AFTER_DASH, '').replace(TRAILING_WORD, '').trim();
    if (shorter === '' || shorter === base) return base;
    base = shorter;
  }
}

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

/** Return whether the tags name two versions of one song: the same artist and the same `baseTitle`. */
export function isSameSong(
  a: Pick<Track, 'artist' | 'artists' | 'title'>,
  b: Pick<Track, 'artist' | 'artists' | 'title'>,
): boolean {
  return isSameArtist(a, b) && baseTitle(a.title) === baseTitle(b.title);
}
