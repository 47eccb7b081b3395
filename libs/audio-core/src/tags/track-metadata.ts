import { basename, extname } from 'node:path';
import { isrcOf, musicBrainzIdOf } from '@soundalike/catalog';
import type { TrackMetadata } from '@soundalike/catalog';
import type { ICommonTagsResult } from 'music-metadata';

/** Longest text kept of one tag, in UTF-16 units: above any real title, and too short to fill the store. */
const MAX_TAG_LENGTH = 1000;

const MAX_YEAR = 9999;

/** Most genres kept of a file. */
const MAX_GENRES = 20;

const MAX_ARTISTS = 20;

const MAX_BPM = 999;

/**
 * Version of this reader. Raise it with every change to what is read of a file's tags, or to how names are indexed for
 * search: the next run of each library then reads the tags of unchanged files again, and stores them.
 */
export const TAG_READER_VERSION = 3;

/** Return the metadata of a track by its tags. Without a title, it is the file's name without the extension. */
export function metadataOf(tags: Partial<ICommonTagsResult>, path: string, chapters = 0): TrackMetadata {
  const genre = (tags.genre ?? []).map(cleanTag).filter((name) => name !== null);
  return {
    title: cleanTag(tags.title) ?? nameWithoutExtension(path),
    artist: cleanTag(artistOf(tags)),
    artists: artistsOf(tags),
    album: cleanTag(tags.album),
    albumArtist: cleanTag(tags.albumartist),
    year: positiveInteger(tags.year, MAX_YEAR),
    releaseDate: partialDate(tags.releasedate) ?? partialDate(tags.date) ?? partialDate(String(tags.year)),
    genre: [...new Set(genre)].slice(0, MAX_GENRES),
    trackNo: positiveInteger(tags.track?.no, Number.MAX_SAFE_INTEGER),
    discNo: positiveInteger(tags.disk?.no, Number.MAX_SAFE_INTEGER),
    bpm: tags.bpm !== undefined && tags.bpm > 0 && tags.bpm <= MAX_BPM ? tags.bpm : null,
    key: cleanTag(tags.key),
    isrc: tags.isrc?.map(isrcOf).find((code) => code !== null) ?? null,
    musicBrainzRecordingId: musicBrainzIdOf(tags.musicbrainz_recordingid ?? ''),
    chapters: chapters > 0 ? chapters : null,
    tagReaderVersion: TAG_READER_VERSION,
  };
}

/** Return the names of a list of artists; none if there is only one, which `artist` has. */
function artistsOf({ artists = [] }: Partial<ICommonTagsResult>): string[] {
  const names = [...new Set(artists.map(cleanTag).filter((name) => name !== null))];
  return names.length > 1 ? names.slice(0, MAX_ARTISTS) : [];
}

/** Return the year, month and day at the start of a tag, as far as they are there and valid. */
function partialDate(text: string | undefined): string | null {
  const [, year, month, day] = /^\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/u.exec(text ?? '') ?? [];
  if (year === undefined || year === '0000') return null;
  const parts = [year, ...(isPart(month, 12) ? [month, ...(isPart(day, 31) ? [day] : [])] : [])];
  return parts.join('-');
}

function isPart(digits: string | undefined, max: number): digits is string {
  return digits !== undefined && Number(digits) >= 1 && Number(digits) <= max;
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
