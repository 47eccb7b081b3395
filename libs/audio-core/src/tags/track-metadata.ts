import { basename, extname } from 'node:path';
import type { TrackMetadata } from '@soundalike/catalog';
import type { ICommonTagsResult } from 'music-metadata';

/** Longest text kept of one tag, in UTF-16 units: above any real title, and too short to fill the store. */
const MAX_TAG_LENGTH = 1000;

const MAX_YEAR = 9999;

/** Most genres kept of a file. */
const MAX_GENRES = 20;

/** Return the metadata of a track by its tags. Without a title, it is the file's name without the extension. */
export function metadataOf(tags: Partial<ICommonTagsResult>, path: string): TrackMetadata {
  const genre = (tags.genre ?? []).map(cleanTag).filter((name) => name !== null);
  return {
    title: cleanTag(tags.title) ?? nameWithoutExtension(path),
    artist: cleanTag(artistOf(tags)),
    album: cleanTag(tags.album),
    albumArtist: cleanTag(tags.albumartist),
    year: positiveInteger(tags.year, MAX_YEAR),
    genre: [...new Set(genre)].slice(0, MAX_GENRES),
    trackNo: positiveInteger(tags.track?.no, Number.MAX_SAFE_INTEGER),
  };
}

/**
 * Join several artists. music-metadata returns the first of a list as `artist`; another text ("A feat. B") does not
 * change.
 */
function artistOf({ artist, artists = [] }: Partial<ICommonTagsResult>): string | undefined {
  if (artists.length < 2 || artist !== artists[0]) return artist;
  return `${artists.slice(0, -1).join(', ')} & ${artists.at(-1)}`;
}

function nameWithoutExtension(path: string): string {
  return cleanTag(basename(path, extname(path))) ?? basename(path);
}

function positiveInteger(value: number | null | undefined, max: number): number | null {
  return Number.isInteger(value) && value! > 0 && value! <= max ? value! : null;
}

/** Return a tag's text on one line: control characters and white space become one space; null if nothing is left. */
function cleanTag(text: string | undefined | null): string | null {
  const clean = (text ?? '')
    .slice(0, MAX_TAG_LENGTH)
    .toWellFormed()
    .replace(/[\p{Cc}\s\u{FEFF}]+/gu, ' ')
    .trim();
  return clean === '' ? null : clean;
}
