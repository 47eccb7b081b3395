import type { Estimate } from './bootstrap.ts';

/** Standard normal quantile of 97.5 %. */
const Z = 1.959_963_985;

/**
 * A share of yes and no with its 95 % interval (Wilson, 1927). The bootstrap would leave no doubt where all answers are the same.
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
