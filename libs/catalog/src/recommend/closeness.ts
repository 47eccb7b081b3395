import { FEWEST_PAIRS } from './similarity.ts';

/** How close two tracks are in words, closest first. `weak`: not really alike. */
export const CLOSENESSES = ['very-close', 'close', 'loose', 'weak'] as const;

/** A word for the similarity of two tracks. */
export type Closeness = (typeof CLOSENESSES)[number];

/**
 * Lowest percentile among the pairs of the library, 0 to 1, of each word. Percentiles and not cosines, because the
 * scale of cosines differs from model to model and from library to library.
 *
 * The bounds are where tracks of one artist or album become clearly more frequent than strangers, measured with musicnn
 * on two libraries of 48 and 119 tracks. A pair is of one artist or album, in proportion to strangers, 0.6 and 0.3 times
 * as often below 0.75; 1.5 and 1.8 times from 0.75; 4 and 2.8 times from 0.9; 10 and 21 times from 0.98. See
 * docs/evaluation.md.
 */
export const CLOSENESS_BOUNDS: Readonly<Record<Closeness, number>> = {
  'very-close': 0.98,
  close: 0.9,
  loose: 0.75,
  weak: 0,
};

/**
 * Return the word for a pair of tracks.
 * @param percentile place among the pairs of the library, 0 to 1; null if unknown
 * @param pairs number of pairs in the sample that the place refers to
 * @returns null if the place is unknown or the sample is too small to judge by
 */
export function closenessOf(percentile: number | null, pairs: number): Closeness | null {
  if (percentile === null || pairs < FEWEST_PAIRS) return null;
  return CLOSENESSES.find((word) => percentile >= CLOSENESS_BOUNDS[word]) ?? 'weak';
}
