import type { TrackLabels } from '../library/library-track.ts';
import { averagePrecision } from './average-precision.ts';
import type { Measure } from './measures.ts';
import { precisionAt } from './precision-at.ts';

/** How well one seed's ranking answers a measure; all 0 to 1. */
export interface RankingScore {
  readonly precisionAt3: number;
  readonly precisionAt10: number;
  readonly averagePrecision: number;
}

/**
 * Judges the ranking of one seed.
 * @param ranking indices of all other tracks, nearest first
 * @returns null when no other track belongs with the seed: there is nothing to find
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
