/** Takes a vector to the space in which cosines are compared. */
export type Transform = (vector: Float32Array) => Float32Array;

/** A way to learn from a library's vectors how to transform them, and any other vector of the same kind. */
export interface Standardisation {
  readonly name: string;
  /** @param vectors at least one, all of one length */
  readonly fit: (vectors: readonly Float32Array[]) => Transform;
}
