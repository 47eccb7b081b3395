import { MUSICNN_PARTS } from '@soundalike/audio-core';

/** Weight of the tracks of a folder that counts less: synthetic music is not what people have. */
export const LIGHT_WEIGHT = 0.3;

const WEIGHTS = [0.6, 0.4, 0.3] as const;

/** How the projection of musicnn is learnt; chosen by cross-fitting over albums: see `docs/evaluation.md`. */
export const PROJECTION_SETTINGS = {
  parts: MUSICNN_PARTS.map(({ length }, n) => ({ length, weight: WEIGHTS[n]! })),
  clip: 3,
  shrinkage: 0.95,
  alterationWeight: 0.1,
};
