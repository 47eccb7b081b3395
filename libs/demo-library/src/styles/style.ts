import type { Stereo } from '../audio/stereo.ts';
import type { Random } from '../random/random.ts';

/** Input of a style. */
interface Commission {
  /** Source of every choice that the arrangement leaves open. */
  readonly random: Random;
  readonly seconds: number;
  /** Index of the style's arrangement, from 0 to below `ARRANGEMENTS_PER_STYLE`. */
  readonly arrangement: number;
}

/** Arrangements make pieces of one style differ as records of one genre do: in texture, register, touch and room. */
export const ARRANGEMENTS_PER_STYLE = 4;

/** Function that composes and synthesises a piece in one style, not yet mastered. */
export type Style = (commission: Commission) => Stereo;
