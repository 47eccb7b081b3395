import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Draws that are the same in every evaluation of a library. */
export interface Draw {
  /** Return a whole number from 0 to `below − 1`. */
  index(below: number): number;
  /** Return a standard normal number (Box & Muller, 1958). */
  normal(): number;
}

/** Return draws that depend on a seed only. */
export function drawsOf(seed: number): Draw {
  const random = xoroshiro128plus(seed);
  const uniform = (): number => (uniformInt(random, 0, 2 ** 30 - 1) + 0.5) / 2 ** 30;
  return {
    index: (below) => uniformInt(random, 0, below - 1),
    normal: () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}
