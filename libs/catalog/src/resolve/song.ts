import { isrcOf, musicBrainzIdOf } from '../model/identifiers.ts';
import type { Track } from '../model/track.ts';
import { baseTitle } from '../recommend/base-title.ts';
import { isGenericTitle } from '../recommend/generic-title.ts';
import { foldText } from '../text/fold-text.ts';
import { searchKey } from '../text/name-words.ts';

/** A song as another program knows it. Null or missing: not known. */
export interface Song {
  readonly title?: string | null;
  /** One name each, or several in one text ("A feat. B"). */
  readonly artists?: readonly string[];
  readonly album?: string | null;
  readonly durationSeconds?: number | null;
  readonly musicBrainzRecordingId?: string | null;
  readonly isrc?: string | null;
}

/** Names of a song or a track as they are compared: only letters and digits, without case and accents. */
export interface ComparableSong {
  /** The title with all notes; empty if it is not known. */
  readonly title: string;
  /** The title without notes about the version, see `baseTitle`. */
  readonly base: string;
  /** The performance or mix that notes of the title name. */
  readonly version: string;
  /** True if the title names no piece, such as "Intro". */
  readonly isGeneric: boolean;
  /** Names as written. */
  readonly artists: ReadonlySet<string>;
  /** Names that are left if those of several artists are taken apart. */
  readonly artistParts: ReadonlySet<string>;
  /** Without notes about the edition; empty if it is not known. */
  readonly album: string;
  /** Seconds; null if it is not known. */
  readonly duration: number | null;
}

/** What is compared of a track. */
export type ComparableTrack = Pick<
  Track,
  'id' | 'title' | 'artist' | 'artists' | 'album' | 'discNo' | 'trackNo' | 'durationSeconds'
>;

/** What stands between the names of several artists. */
const BETWEEN_ARTISTS =
  /\s*(?:[,;/\\|&+•·×、，；／＆]|\s(?:feat|ft|featuring|with|vs|versus|and|und|et|y|e|x|con|presents|pres)\b\.?)\s*/iu;
const HAS_WORDS = /[\p{L}\p{N}]/u;
const BRACKETS = /[()[\]{}]/gu;

/** Return a recording id and an ISRC as tracks have them; null for a missing or malformed one. */
export function identifiersOf({ musicBrainzRecordingId, isrc }: Song): {
  readonly musicBrainzRecordingId: string | null;
  readonly isrc: string | null;
} {
  return { musicBrainzRecordingId: musicBrainzIdOf(musicBrainzRecordingId ?? ''), isrc: isrcOf(isrc ?? '') };
}

/** Return a song with its names as they are compared. */
export function comparableSong({ title, artists = [], album, durationSeconds }: Song): ComparableSong {
  const { title: base, version } = baseTitle(title ?? '');
  const parts = artists.flatMap((name) => partsOfArtist(name));
  const isKnown = durationSeconds !== undefined && durationSeconds !== null && durationSeconds > 0;
  return {
    title: nameKey(title ?? ''),
    base: nameKey(base),
    version,
    isGeneric: isGenericTitle(base) && HAS_WORDS.test(base),
    artists: new Set(artists.map(artistKey).filter((key) => key !== '')),
    artistParts: new Set(parts.map(artistKey).filter((key) => key !== '')),
    album: nameKey(baseTitle(album ?? '').title),
    duration: isKnown ? durationSeconds : null,
  };
}

/** Return a track as a song with names as they are compared. */
export function comparableTrack(track: ComparableTrack): ComparableSong {
  const { artist, artists } = track;
  return comparableSong({ ...track, artists: artist === null ? artists : [artist, ...artists] });
}

/** Return the names in a text that may list several artists, as written. */
export function partsOfArtist(name: string): string[] {
  return name
    .replace(BRACKETS, ' ')
    .split(BETWEEN_ARTISTS)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function artistKey(name: string): string {
  return nameKey(foldText(name).replace(/^the\s+|,\s*the$/gu, ''));
}

/** Return the letters and digits of a name; "&" is "and". A name without any stays as it is, folded. */
function nameKey(name: string): string {
  const key = searchKey(name.replaceAll('&', ' and ')).replaceAll(' ', '');
  return key === '' ? foldText(name) : key;
}
