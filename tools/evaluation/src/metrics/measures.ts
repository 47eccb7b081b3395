import type { TrackLabels } from '../library/library-track.ts';

/** A question to which the labels know the answer: which other tracks belong with a seed? */
export interface Measure {
  readonly name: string;
  /** Whether the other track belongs with the seed. */
  readonly isRelevant: (seed: TrackLabels, other: TrackLabels) => boolean;
  /** Whether the other track is ranked at all. */
  readonly isCandidate: (seed: TrackLabels, other: TrackLabels) => boolean;
}

const all = (): boolean => true;

/**
 * MIREX's artist filter: the seed's own artist is left out, since a model that knows voices or a studio's sound would pass for one that knows styles
 * (Pampalk, Flexer & Widmer, "Improvements of audio-based music similarity and genre classification", 2005).
 */
const isByAnother = (seed: TrackLabels, other: TrackLabels): boolean =>
  seed.artist === null || seed.artist !== other.artist;

const sameAlbum = (seed: TrackLabels, other: TrackLabels): boolean => seed.album !== null && seed.album === other.album;
const sameArtist = (seed: TrackLabels, other: TrackLabels): boolean =>
  seed.artist !== null && seed.artist === other.artist;
const shareGenre = (seed: TrackLabels, other: TrackLabels): boolean =>
  seed.genres.some((genre) => other.genres.includes(genre));

/** What is asked of every space. */
export const MEASURES: readonly Measure[] = [
  { name: 'same album', isRelevant: sameAlbum, isCandidate: all },
  { name: 'same album, other artists', isRelevant: sameAlbum, isCandidate: isByAnother },
  { name: 'same artist', isRelevant: sameArtist, isCandidate: all },
  { name: 'same genre, other artists', isRelevant: shareGenre, isCandidate: isByAnother },
];
