import { basename, extname } from 'node:path';
import type { TrackMetadata } from '@soundalike/catalog';
import type { ICommonTagsResult } from 'music-metadata';
import { cleanText } from './clean-text.ts';

const MAX_YEAR = 9999;

/** Genres kept of a file. */
const MAX_GENRES = 20;

/** What the tags say of a track. Without a title it is called by its file's name, without the extension. */
export function metadataOf(tags: Partial<ICommonTagsResult>, path: string): TrackMetadata {
  const genre = (tags.genre ?? []).map(cleanText).filter((name) => name !== null);
  return {
    title: cleanText(tags.title) ?? nameWithoutExtension(path),
    artist: cleanText(artistOf(tags)),
    album: cleanText(tags.album),
    albumArtist: cleanText(tags.albumartist),
    year: positiveInteger(tags.year, MAX_YEAR),
    genre: [...new Set(genre)].slice(0, MAX_GENRES),
    trackNo: positiveInteger(tags.track?.no, Number.MAX_SAFE_INTEGER),
  };
}

/** Where a tag lists several, music-metadata gives the first as `artist`; a text that names them otherwise ("A feat. B") is left as it is. */
function artistOf({ artist, artists = [] }: Partial<ICommonTagsResult>): string | undefined {
  if (artists.length < 2 || artist !== artists[0]) return artist;
  return `${artists.slice(0, -1).join(', ')} & ${artists.at(-1)}`;
}

function nameWithoutExtension(path: string): string {
  return cleanText(basename(path, extname(path))) ?? basename(path);
}

function positiveInteger(value: number | null | undefined, max: number): number | null {
  return Number.isInteger(value) && value! > 0 && value! <= max ? value! : null;
}
