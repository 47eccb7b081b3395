import type { Stereo } from '../audio/stereo.ts';
import type { Random } from '../random/random.ts';

/** What a style is asked for. */
export interface Commission {
  /** Makes every choice that the arrangement leaves open. */
  readonly random: Random;
  readonly seconds: number;
  /** Which of the style's arrangements, from 0; each style has as many as `ARRANGEMENTS_PER_STYLE`. */
  readonly arrangement: number;
}

/** So that the pieces of one style differ as records of one genre do: in texture, register, touch and room. */
export const ARRANGEMENTS_PER_STYLE = 4;

/** Composes and plays a piece in one style. Not yet mastered. */
export type Style = (commission: Commission) => Stereo;
