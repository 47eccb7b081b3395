import type { TrackLabels } from '../library/library-track.ts';
import { chanceAveragePrecision, chancePrecisionAt } from './chance.ts';
import type { RankingScore } from './judge-ranking.ts';
import { mean } from './mean.ts';
import type { Measure } from './measures.ts';

/** What a measure can be asked of a library, and what a random order would score. */
export interface MeasureOutline {
  readonly name: string;
  /** Tracks with another one that belongs with them. */
  readonly seeds: number;
  /** Tracks without, or without the label. */
  readonly leftOut: number;
  /** Mean over the seeds; null without seeds. */
  readonly chance: RankingScore | null;
}

/** Counts a measure's seeds, and computes from the label counts what a random order is expected to score. */
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
