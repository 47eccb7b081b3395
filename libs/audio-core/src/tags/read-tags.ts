import { basename, extname } from 'node:path';
import { isCatalogError } from '@soundalike/catalog';
import type { TrackMetadata } from '@soundalike/catalog';
import { parseFile } from 'music-metadata';
import type { ICommonTagsResult } from 'music-metadata';
import { openRegularFile } from '../files/open-regular-file.ts';
import { cleanText } from './clean-text.ts';

const MAX_YEAR = 9999;

/** Genres kept of a file. */
const MAX_GENRES = 20;

/**
 * What a file's tags say: ID3v1 to v2.4, APEv2, Vorbis comments, MP4 and RIFF tags. Several artists become one text ("A, B & C"). Tags that
 * cannot be made out are tags that are missing: then only the title is set, to the file's name without its extension. Covers are passed over.
 * @throws `FILE_UNREADABLE`, `NOT_A_FILE`: of a file that cannot be read now it is not known that it has none
 */
export async function readTags(path: string): Promise<TrackMetadata> {
  const tags = (await isEmpty(path)) ? {} : await parseTags(path);
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

async function isEmpty(path: string): Promise<boolean> {
  try {
    await (await openRegularFile(path)).handle.close();
    return false;
  } catch (error) {
    if (isCatalogError(error, 'FILE_EMPTY')) return true;
    throw error;
  }
}

async function parseTags(path: string): Promise<Partial<ICommonTagsResult>> {
  try {
    return (await parseFile(path, { duration: false, skipCovers: true })).common;
  } catch {
    return {};
  }
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
