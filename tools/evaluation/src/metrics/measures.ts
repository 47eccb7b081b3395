import type { TrackLabels } from '../library/read-library.ts';
import { averagePrecision, precisionAt } from './ranking-metrics.ts';

/** A definition of "belongs with the seed" that the labels can answer. */
export interface Measure {
  readonly name: string;
  /** Whether the other track belongs with the seed. */
  readonly isRelevant: (seed: TrackLabels, other: TrackLabels) => boolean;
  /** Whether the other track is ranked at all. */
  readonly isCandidate: (seed: TrackLabels, other: TrackLabels) => boolean;
}

/** Scores of one seed's ranking by one measure, each from 0 to 1. */
export interface RankingScore {
  readonly precisionAt3: number;
  readonly precisionAt10: number;
  readonly averagePrecision: number;
}

const all = (): boolean => true;

/**
 * MIREX's artist filter: the seed's own artist is left out, since a model that recognises voices or a studio's sound
 * would otherwise pass for one that recognises styles (Pampalk, Flexer & Widmer, "Improvements of audio-based music
 * similarity and genre classification", 2005).
 */
const isByAnother = (seed: TrackLabels, other: TrackLabels): boolean =>
  seed.artist === null || seed.artist !== other.artist;

const sameAlbum = (seed: TrackLabels, other: TrackLabels): boolean => seed.album !== null && seed.album === other.album;
const sameArtist = (seed: TrackLabels, other: TrackLabels): boolean =>
  seed.artist !== null && seed.artist === other.artist;
const shareGenre = (seed: TrackLabels, other: TrackLabels): boolean =>
  seed.genres.some((genre) => other.genres.includes(genre));

/** Measures that every space is judged by. */
export const MEASURES: readonly Measure[] = [
  { name: 'same album', isRelevant: sameAlbum, isCandidate: all },
  { name: 'same album, other artists', isRelevant: sameAlbum, isCandidate: isByAnother },
  { name: 'same artist', isRelevant: sameArtist, isCandidate: all },
  { name: 'same genre, other artists', isRelevant: shareGenre, isCandidate: isByAnother },
];

/**
 * Score the ranking of one seed.
 * @param ranking indices of all other tracks, nearest first
 * @returns null if no other track belongs with the seed
 */
export function judgeRanking(
  measure: Measure,
  labels: readonly TrackLabels[],
  seed: number,
  ranking: readonly number[],
): RankingScore | null {
  const own = labels[seed]!;
  const relevances = ranking
    .map((index) => labels[index]!)
    .filter((other) => measure.isCandidate(own, other))
    .map((other) => measure.isRelevant(own, other));
  if (!relevances.includes(true)) return null;
  return {
    precisionAt3: precisionAt(3, relevances),
    precisionAt10: precisionAt(10, relevances),
    averagePrecision: averagePrecision(relevances),
  };
}
