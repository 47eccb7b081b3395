import type { Standardisation } from './standardisation.ts';
import { fitWhitening } from './whitening.ts';
import { fitZScores } from './z-scores.ts';

/** The vectors as they are. */
export const AS_IS: Standardisation = { name: 'as is', fit: () => (vector) => vector };

/** All that are compared; what they learn, they learn from the library they are judged on. */
export const STANDARDISATIONS: readonly Standardisation[] = [
  AS_IS,
  { name: 'z-scores', fit: fitZScores },
  { name: 'whitened', fit: fitWhitening },
];

/** Z-scores whose means and deviations come from the vectors of another library, and stay the same whatever is judged. */
export function fixedZScores(reference: readonly Float32Array[]): Standardisation {
  return { name: 'fixed z-scores', fit: () => fitZScores(reference) };
}
