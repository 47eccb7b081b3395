/** How exactly a model computes: as it was trained, or several times faster in 8-bit integers and with nearly the same vectors. */
export const EMBEDDING_PRECISIONS = ['float32', 'int8'] as const;

/** Value of `EMBEDDING_PRECISION`. */
export type EmbeddingPrecision = (typeof EMBEDDING_PRECISIONS)[number];
