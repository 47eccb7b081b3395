import type { Track } from '../model/track.ts';
import { isSameSong } from '../recommend/same-recording.ts';
import type { IdentifierKind } from '../store/track-store.ts';
import { agreementOf, confidenceInNames, SAME_LENGTH_SECONDS } from './agreement.ts';
import { findByNames } from './find-by-names.ts';
import { comparableSong, comparableTrack, identifiersOf } from './song.ts';
import type { ComparableSong, ComparableTrack, Song } from './song.ts';

/** Where a song is looked for: a store, or the search of another program. */
export interface SongSource<T extends ComparableTrack> {
  /** Return tracks with the words of a text, as `TrackStore.search`. */
  search(text: string, limit: number): Promise<T[]>;
  /** Return tracks with an identifier, as `TrackStore.findByIdentifier`. */
  findByIdentifier(kind: IdentifierKind, value: string, limit: number): Promise<T[]>;
}

/** The track that a song is, and how it was found. */
export interface ResolvedSong<T extends ComparableTrack = Track> {
  /** Null if no track is the song, or if several can be meant. */
  readonly track: T | null;
  readonly by: 'recording' | 'isrc' | 'names' | null;
  /**
   * How sure it is, 0 to 1: at least 0.9 by recording, 0.8 by ISRC, 0.5 by names; 0 without a track. It is higher the
   * more of the names and the length agree.
   */
  readonly confidence: number;
}

/** Smallest confidence of each way, and how much the agreement of names and length adds. */
const SCALES = {
  recording: { least: 0.9, span: 0.1 },
  isrc: { least: 0.8, span: 0.1 },
  names: { least: 0, span: 0.9 },
} as const;

/** With less confidence, another track is as likely: see the factors of `confidenceInNames`. */
const LEAST_CONFIDENCE = 0.5;

/** Candidates whose confidence differs by less can be meant as well as the best. */
const MARGIN = 0.03;

/** Share of the confidence that is left if the song is one of several versions and nothing says which. */
const ANY_VERSION = 0.8;

/** Most tracks with one identifier that are compared. */
const MOST_IDENTIFIED = 100;

const NOT_FOUND: ResolvedSong<never> = { track: null, by: null, confidence: 0 };

interface Candidate<T> {
  readonly track: T;
  readonly names: ComparableSong;
  readonly confidence: number;
}

/**
 * Return the track of a store, or of another source, that a song is: by the id of its recording in MusicBrainz, else by its ISRC, else by title,
 * artist, album and length. Versions of a title are told apart by their length and album. An identifier does not count
 * for a track whose title and length both contradict it.
 * @throws the source's errors
 */
export async function resolveSong<T extends ComparableTrack>(
  store: SongSource<T>,
  song: Song,
): Promise<ResolvedSong<T>> {
  const wanted = comparableSong(song);
  const { musicBrainzRecordingId, isrc } = identifiersOf(song);
  return (
    (await byIdentifier(store, wanted, 'recording', 'musicBrainzRecordingId', musicBrainzRecordingId)) ??
    (await byIdentifier(store, wanted, 'isrc', 'isrc', isrc)) ??
    choose('names', candidates('names', wanted, await findByNames(store, song, wanted))) ??
    NOT_FOUND
  );
}

async function byIdentifier<T extends ComparableTrack>(
  store: SongSource<T>,
  wanted: ComparableSong,
  by: 'recording' | 'isrc',
  kind: IdentifierKind,
  value: string | null,
): Promise<ResolvedSong<T> | null> {
  if (value === null) return null;
  return choose(by, candidates(by, wanted, await store.findByIdentifier(kind, value, MOST_IDENTIFIED)));
}

/** Return the tracks that can be the song, the most likely first. */
function candidates<T extends ComparableTrack>(
  by: keyof typeof SCALES,
  wanted: ComparableSong,
  tracks: readonly T[],
): Candidate<T>[] {
  const { least, span } = SCALES[by];
  return tracks
    .flatMap((track) => {
      const names = comparableTrack(track);
      const agreement = agreementOf(wanted, names);
      if (agreement.title === 'different' && (by === 'names' || agreement.duration === 'different')) return [];
      return [{ track, names, confidence: least + span * confidenceInNames(agreement) }];
    })
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .sort((a, b) => b.confidence - a.confidence || (a.track.id < b.track.id ? -1 : 1));
}

/** Return the best candidate, or null if there is none, or if another song can be meant as well. */
function choose<T extends ComparableTrack>(
  by: keyof typeof SCALES,
  [best, ...others]: readonly Candidate<T>[],
): ResolvedSong<T> | null {
  if (best === undefined) return null;
  const { track, confidence } = best;
  const rivals = others.filter((other) => confidence - other.confidence < MARGIN * SCALES[by].span);
  const isTake = (other: Candidate<T>): boolean =>
    by === 'names' ? isSameSong(track, other.track) && areAsLong(track, other.track) : isPlausible(best, other);
  if (rivals.every(isTake)) return { track, by, confidence };
  const areVersions = by === 'names' && rivals.every((other) => isTake(other) || isSameSong(track, other.track));
  const lower = confidence * ANY_VERSION;
  return areVersions && lower >= LEAST_CONFIDENCE ? { track, by, confidence: lower } : null;
}

/** Return whether two tracks with one identifier can be one recording: a file's identifier can be that of another. */
function isPlausible(a: Candidate<ComparableTrack>, b: Candidate<ComparableTrack>): boolean {
  return a.names.base === b.names.base || areAsLong(a.track, b.track);
}

function areAsLong(a: ComparableTrack, b: ComparableTrack): boolean {
  return Math.abs(a.durationSeconds - b.durationSeconds) <= SAME_LENGTH_SECONDS;
}
