import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { mean } from './mean.ts';

/** Times that the values are drawn anew. */
export const RESAMPLES = 1000;

const SEED = 20_260_801;

/** A figure with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A figure of some values. */
export type Statistic = (values: readonly number[]) => number;

/**
 * A figure with its 95 % percentile bootstrap interval (Efron, 1979): the values are drawn with replacement, as many as there are. The draws depend on the
 * number of values alone, so the same values give the same interval, and differences between two spaces over the same seeds are paired.
 */
export function bootstrapEstimate(values: readonly number[], statistic: Statistic = mean): Estimate {
  const random = xoroshiro128plus(SEED);
  const figures = Array.from({ length: RESAMPLES }, () =>
    statistic(values.map(() => values[uniformInt(random, 0, values.length - 1)]!)),
  );
  figures.sort((a, b) => a - b);
  return { value: statistic(values), low: quantile(figures, 0.025), high: quantile(figures, 0.975) };
}

/** Linear interpolation between the two nearest of the sorted values. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  return low + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - low);
}
