import { cosine } from '@soundalike/catalog';

/** Distances between the tracks of a library, made row by row so that memory does not grow with their square. */
export interface Distances {
  readonly size: number;
  /** From one track to every track; only their order matters. */
  readonly row: (index: number) => Float64Array;
}

/** Euclidean distances of unit vectors, √(2 − 2·cosine): the order of their cosines. */
export function euclideanDistances(vectors: readonly Float32Array[]): Distances {
  return {
    size: vectors.length,
    row: (index) =>
      Float64Array.from(vectors, (other) => Math.sqrt(Math.max(0, 2 - 2 * cosine(vectors[index]!, other)))),
  };
}
