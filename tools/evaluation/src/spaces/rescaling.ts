import type { Distances } from './distances.ts';
import { localScaling } from './local-scaling.ts';
import { mutualProximity } from './mutual-proximity.ts';

/** Ways to rescale distances so that no track is everybody's neighbour. */
export const RESCALINGS = {
  'mutual-proximity': mutualProximity,
  'local-scaling': localScaling,
} as const satisfies Record<string, (distances: Distances) => Distances>;

export type RescalingName = keyof typeof RESCALINGS;
