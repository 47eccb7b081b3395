import type { Distances } from './distances.ts';

/** All other tracks, nearest first; of two that are equally near, the one that comes first in the library. */
export function ranking(distances: Distances, seed: number): number[] {
  const row = distances.row(seed);
  const others = Array.from(row, (_, index) => index).filter((index) => index !== seed);
  return others.sort((a, b) => row[a]! - row[b]! || a - b);
}
