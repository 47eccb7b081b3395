import type { TrackLabels } from '../library/read-library.ts';
import { mean } from './estimates.ts';
import type { Measure, RankingScore } from './measures.ts';
import { chanceAveragePrecision, chancePrecisionAt } from './ranking-metrics.ts';

/** Number of seeds that a measure has in a library, and the score of a random order. */
export interface MeasureOutline {
  readonly name: string;
  /** Tracks that another track belongs with. */
  readonly seeds: number;
  /** All other tracks, including those without the label. */
  readonly leftOut: number;
  /** Mean over the seeds; null if there are none. */
  readonly chance: RankingScore | null;
}

/** Count a measure's seeds, and compute the expected score of a random order from the label counts. */
export function outlineMeasure(measure: Measure, labels: readonly TrackLabels[]): MeasureOutline {
  const chances = labels.map((_, seed) => chanceOf(measure, labels, seed)).filter((chance) => chance !== null);
  return {
    name: measure.name,
    seeds: chances.length,
    leftOut: labels.length - chances.length,
    chance: chances.length === 0 ? null : meanScore(chances),
  };
}

function chanceOf(measure: Measure, labels: readonly TrackLabels[], seed: number): RankingScore | null {
  const own = labels[seed]!;
  const candidates = labels.filter((other, index) => index !== seed && measure.isCandidate(own, other));
  const relevant = candidates.filter((other) => measure.isRelevant(own, other)).length;
  if (relevant === 0) return null;
  return {
    precisionAt3: chancePrecisionAt(3, relevant, candidates.length),
    precisionAt10: chancePrecisionAt(10, relevant, candidates.length),
    averagePrecision: chanceAveragePrecision(relevant, candidates.length),
  };
}

function meanScore(scores: readonly RankingScore[]): RankingScore {
  return {
    precisionAt3: mean(scores.map((score) => score.precisionAt3)),
    precisionAt10: mean(scores.map((score) => score.precisionAt10)),
    averagePrecision: mean(scores.map((score) => score.averagePrecision)),
  };
}
