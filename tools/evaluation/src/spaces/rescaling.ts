import gaussian from 'gaussian';
import { mean } from '../metrics/estimates.ts';
import type { Distances } from './distances.ts';

/** Methods to rescale distances so that no track is a neighbour of most others. */
export const RESCALINGS = {
  'mutual-proximity': mutualProximity,
  'local-scaling': localScaling,
} as const satisfies Record<string, (distances: Distances) => Distances>;

/** Name of a rescaling method. */
export type RescalingName = keyof typeof RESCALINGS;

/** Rank of the neighbour whose distance is a track's scale. */
const SCALE_NEIGHBOUR = 10;

/**
 * Rescale by mutual proximity: two tracks are near if each is nearer to the other than most are. The distances of a
 * track to all others are taken to be normally distributed, and the new distance is 1 − P(X > d)·P(Y > d), from 0 to 1
 * (Schnitzer, Flexer, Schedl & Widmer, "Local and global scaling reduce hubs in space", 2012, with independent normal
 * distributions).
 */
export function mutualProximity(distances: Distances): Distances {
  const distributions = Array.from({ length: distances.size }, (_, index) => distributionOf(distances, index));
  return {
    size: distances.size,
    row: (index) =>
      distances.row(index).map((distance, other) => {
        // 1 − (1−p)(1−q), in a form that stays exact if both are tiny, as they are for neighbours.
        const p = distributions[index]!.cdf(distance);
        const q = distributions[other]!.cdf(distance);
        return p + q - p * q;
      }),
  };
}

/**
 * Rescale by local scaling: distances relative to the reach of each track's neighbourhood, d² / (r·r′), where r is the
 * distance to the tenth neighbour or, in a smaller library, the last (Zelnik-Manor & Perona, "Self-tuning spectral
 * clustering", 2004; without its exp(−x), which keeps the order).
 */
export function localScaling(distances: Distances): Distances {
  const scales = Array.from({ length: distances.size }, (_, index) => scaleOf(distances, index));
  return {
    size: distances.size,
    row: (index) => distances.row(index).map((distance, other) => distance ** 2 / (scales[index]! * scales[other]!)),
  };
}

/** Return the normal distribution of a track's distances to all others. */
function distributionOf(distances: Distances, index: number): { cdf(distance: number): number } {
  const others = [...distances.row(index)].filter((_, other) => other !== index);
  const centre = mean(others);
  const variance = mean(others.map((distance) => (distance - centre) ** 2));
  return gaussian(centre, Math.max(variance, Number.MIN_VALUE));
}

function scaleOf(distances: Distances, index: number): number {
  const others = distances
    .row(index)
    .filter((_, other) => other !== index)
    .sort();
  const scale = others[Math.min(SCALE_NEIGHBOUR, others.length) - 1];
  return Math.max(scale ?? 0, Number.EPSILON);
}
