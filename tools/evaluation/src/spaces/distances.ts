import { cosine } from '@soundalike/catalog';

/** Distances between the tracks of a library, computed row by row so that memory does not grow with their square. */
export interface Distances {
  readonly size: number;
  /** Return the distances from one track to every track; only their order matters. */
  readonly row: (index: number) => Float64Array;
}

/** Return the Euclidean distances of unit vectors, √(2 − 2·cosine): the order of their cosines. */
export function euclideanDistances(vectors: readonly Float32Array[]): Distances {
  return {
    size: vectors.length,
    row: (index) =>
      Float64Array.from(vectors, (other) => Math.sqrt(Math.max(0, 2 - 2 * cosine(vectors[index]!, other)))),
  };
}

/** Rank all other tracks, nearest first; equally near tracks keep their order in the library. */
export function ranking(distances: Distances, seed: number): number[] {
  const row = distances.row(seed);
  const others = Array.from(row, (_, index) => index).filter((index) => index !== seed);
  return others.sort((a, b) => row[a]! - row[b]! || a - b);
}
