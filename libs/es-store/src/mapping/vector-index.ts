/**
 * Kinds of vector index. The HNSW ones are searched approximately: `hnsw` on the floats, `int8_hnsw` on a byte a dimension,
 * `bbq_hnsw` on a bit a dimension, the latter two with the best candidates scored again on the floats. `flat` compares with every vector: exact, and slow.
 */
export const VECTOR_INDEX_TYPES = ['int8_hnsw', 'hnsw', 'bbq_hnsw', 'flat'] as const;

/** Name of a kind of vector index, as Elasticsearch calls it. */
export type VectorIndexType = (typeof VECTOR_INDEX_TYPES)[number];
