import type { TrackLabels } from '../library/read-library.ts';
import { bootstrapEstimate, mean, shareEstimate } from '../metrics/estimates.ts';
import { kOccurrence, skewness } from '../metrics/hubness.ts';
import { judgeRanking, MEASURES } from '../metrics/measures.ts';
import type { RankingScore } from '../metrics/measures.ts';
import { ranking } from '../spaces/distances.ts';
import type { Distances } from '../spaces/distances.ts';
import type { HubnessResult, PrecisionResult } from './evaluation.ts';

const K = 10;

/** Every seed's score by measure; null if no other track belongs with the seed. */
export type SeedScores = ReadonlyMap<string, readonly (RankingScore | null)[]>;

/** Rank the library for every track, and judge the rankings. */
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
 * Return the means of the seeds' scores with their intervals.
 * @param baseline scores of the same seeds in the space to compare with; null if these are the baseline
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
