import gaussian from 'gaussian';
import { mean } from '../metrics/mean.ts';
import type { Distances } from './distances.ts';

/**
 * Mutual proximity: two tracks are near when each is nearer to the other than most are. The distances of a track to all others are taken to be normal, and
 * the new distance is 1 − P(X > d)·P(Y > d), from 0 to 1 (Schnitzer, Flexer, Schedl & Widmer, "Local and global scaling reduce hubs in space", 2012,
 * with independent normal distributions).
 */
export function mutualProximity(distances: Distances): Distances {
  const spreads = Array.from({ length: distances.size }, (_, index) => spreadOf(distances, index));
  return {
    size: distances.size,
    row: (index) =>
      distances.row(index).map((distance, other) => {
        // 1 − (1−p)(1−q), kept exact where both are tiny: there the neighbours are.
        const p = spreads[index]!.cdf(distance);
        const q = spreads[other]!.cdf(distance);
        return p + q - p * q;
      }),
  };
}

/** The normal distribution of a track's distances to all others. */
function spreadOf(distances: Distances, index: number): { cdf(distance: number): number } {
  const others = [...distances.row(index)].filter((_, other) => other !== index);
  const centre = mean(others);
  const variance = mean(others.map((distance) => (distance - centre) ** 2));
  return gaussian(centre, Math.max(variance, Number.MIN_VALUE));
}
