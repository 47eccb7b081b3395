import type { TrackLabels } from '../library/library-track.ts';
import { bootstrapEstimate } from '../metrics/bootstrap.ts';
import type { RankingScore } from '../metrics/judge-ranking.ts';
import { judgeRanking } from '../metrics/judge-ranking.ts';
import { kOccurrence } from '../metrics/k-occurrence.ts';
import { mean } from '../metrics/mean.ts';
import { MEASURES } from '../metrics/measures.ts';
import { shareEstimate } from '../metrics/share-estimate.ts';
import { skewness } from '../metrics/skewness.ts';
import type { Distances } from '../spaces/distances.ts';
import { ranking } from '../spaces/ranking.ts';
import type { HubnessResult, PrecisionResult } from './evaluation.ts';

const K = 10;

/** Every seed's score by measure; null where a seed has nothing to find. */
export type SeedScores = ReadonlyMap<string, readonly (RankingScore | null)[]>;

/** Ranks the library for every track, and judges the rankings. */
export function judgeDistances(
  distances: Distances,
  labels: readonly TrackLabels[],
): { scores: SeedScores; hubness: HubnessResult } {
  const scores = new Map<string, (RankingScore | null)[]>(MEASURES.map(({ name }) => [name, []]));
  const neighbours = labels.map((_, seed) => {
    const ranked = ranking(distances, seed);
    for (const measure of MEASURES) scores.get(measure.name)!.push(judgeRanking(measure, labels, seed, ranked));
    return ranked.slice(0, K);
  });
  return { scores, hubness: hubnessOf(kOccurrence(neighbours, K)) };
}

function hubnessOf(occurrences: readonly number[]): HubnessResult {
  return {
    skewness: bootstrapEstimate(occurrences, skewness),
    max: Math.max(...occurrences),
    orphans: shareEstimate(occurrences.map((count) => count === 0)),
    occurrences,
  };
}

/**
 * The seeds' scores as means with intervals.
 * @param baseline scores of the same seeds in the space to compare with; null: this is it
 */
export function summarise(scores: SeedScores, baseline: SeedScores | null): Record<string, PrecisionResult> {
  const results: Record<string, PrecisionResult> = {};
  for (const [name, all] of scores) {
    const judged = all.filter((score) => score !== null);
    if (judged.length === 0) continue;
    const compared = baseline?.get(name)!.filter((score) => score !== null);
    const figure = (key: keyof RankingScore) =>
      bootstrapEstimate(
        judged.map((score) => score[key]),
        mean,
      );
    results[name] = {
      precisionAt3: figure('precisionAt3'),
      precisionAt10: figure('precisionAt10'),
      averagePrecision: figure('averagePrecision'),
      gain: compared
        ? bootstrapEstimate(judged.map((score, index) => score.averagePrecision - compared[index]!.averagePrecision))
        : null,
    };
  }
  return results;
}
