import type { ComparableSong } from './song.ts';

/** Lengths of one recording in different files differ by less, in seconds: padding of encoders, silence at the end. */
export const SAME_LENGTH_SECONDS = 3;

/** Lengths of one recording differ by more only if one is cut, in seconds. */
const NEAR_LENGTH_SECONDS = 10;

/** How the fields of a song and a track agree. */
export interface Agreement {
  /** `edition`: only guests or notes about an edition differ; `version`: another performance or mix of the song. */
  readonly title: 'same' | 'edition' | 'unknown' | 'version' | 'different';
  /** `shared`: one of several names. */
  readonly artist: 'same' | 'shared' | 'unknown' | 'different';
  readonly duration: 'same' | 'unknown' | 'near' | 'different';
  readonly album: 'same' | 'unknown' | 'different';
  /** True if the title names no piece, and neither length nor album say that it is the same one. */
  readonly isVague: boolean;
}

/** Factors of `confidenceInNames` for each field, best first. */
const FACTORS = {
  title: { same: 1, edition: 0.95, unknown: 0.3, version: 0.6, different: 0.1 },
  artist: { same: 1, shared: 0.95, unknown: 0.6, different: 0.1 },
  duration: { same: 1, unknown: 0.8, near: 0.7, different: 0.3 },
  album: { same: 1, unknown: 0.9, different: 0.8 },
} as const;

const VAGUE_FACTOR = 0.7;

/** Compare what is known of a song with a track. */
export function agreementOf(song: ComparableSong, track: ComparableSong): Agreement {
  const duration = durationAgreement(song.duration, track.duration);
  const album = song.album === '' || track.album === '' ? 'unknown' : song.album === track.album ? 'same' : 'different';
  return {
    title: titleAgreement(song, track),
    artist: artistAgreement(song, track),
    duration,
    album,
    isVague: track.isGeneric && duration !== 'same' && album !== 'same',
  };
}

/**
 * Return how sure it is that names and length mean a track, 0 to 1: the product of a factor for each field. If one
 * field agrees better and the others stay, the value never gets smaller.
 */
export function confidenceInNames(agreement: Agreement): number {
  const { title, artist, duration, album, isVague } = agreement;
  return (
    FACTORS.title[title] *
    FACTORS.artist[artist] *
    FACTORS.duration[duration] *
    FACTORS.album[album] *
    (isVague ? VAGUE_FACTOR : 1)
  );
}

function titleAgreement(song: ComparableSong, track: ComparableSong): Agreement['title'] {
  if (song.title === '' || track.title === '') return 'unknown';
  if (song.title === track.title) return 'same';
  if (song.base !== track.base) return 'different';
  return song.version === track.version ? 'edition' : 'version';
}

function artistAgreement(song: ComparableSong, track: ComparableSong): Agreement['artist'] {
  if (song.artists.size === 0 || track.artists.size === 0) return 'unknown';
  const isSame =
    song.artists.isSubsetOf(track.artists) ||
    track.artists.isSubsetOf(song.artists) ||
    areEqual(song.artistParts, track.artistParts);
  if (isSame) return 'same';
  return song.artistParts.isDisjointFrom(track.artistParts) ? 'different' : 'shared';
}

function areEqual(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && a.isSubsetOf(b);
}

function durationAgreement(a: number | null, b: number | null): Agreement['duration'] {
  if (a === null || b === null) return 'unknown';
  const difference = Math.abs(a - b);
  if (difference <= SAME_LENGTH_SECONDS) return 'same';
  return difference <= NEAR_LENGTH_SECONDS ? 'near' : 'different';
}
