import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Number of bootstrap resamples. */
export const RESAMPLES = 1000;

const SEED = 20_260_801;

/** Standard normal quantile of 97.5 %. */
const Z = 1.959_963_985;

/** A figure with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Function from a sample to one figure. */
export type Statistic = (values: readonly number[]) => number;

/** Return the arithmetic mean; NaN for no values. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Return a statistic with its 95 % percentile bootstrap interval (Efron, 1979): each resample draws as many values as
 * there are, with replacement. The draws depend only on the number of values, so the same values give the same
 * interval, and differences between two spaces over the same seeds are paired.
 */
export function bootstrapEstimate(values: readonly number[], statistic: Statistic = mean): Estimate {
  const random = xoroshiro128plus(SEED);
  const figures = Array.from({ length: RESAMPLES }, () =>
    statistic(values.map(() => values[uniformInt(random, 0, values.length - 1)]!)),
  );
  figures.sort((a, b) => a - b);
  return { value: statistic(values), low: quantile(figures, 0.025), high: quantile(figures, 0.975) };
}

/**
 * Return the share of true answers with its 95 % interval (Wilson, 1927). A bootstrap interval would have no width if
 * all answers are the same.
 * @param answers at least one
 */
export function shareEstimate(answers: readonly boolean[]): Estimate {
  const count = answers.length;
  const value = answers.filter(Boolean).length / count;
  const centre = value + Z ** 2 / (2 * count);
  const reach = Z * Math.sqrt((value * (1 - value)) / count + (Z / (2 * count)) ** 2);
  const scale = 1 + Z ** 2 / count;
  return { value, low: Math.max(0, (centre - reach) / scale), high: Math.min(1, (centre + reach) / scale) };
}

/** Interpolate linearly between the two nearest of the sorted values. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  return low + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - low);
}
