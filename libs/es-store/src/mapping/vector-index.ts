import type { estypes } from '@elastic/elasticsearch';

/**
 * Kinds of vector index. The HNSW ones are searched approximately: `hnsw` on the floats, `int8_hnsw` on a byte a dimension,
 * `bbq_hnsw` on a bit a dimension, the latter two with the best candidates scored again on the floats. `flat` compares with every vector: exact, and slow.
 */
export const VECTOR_INDEX_TYPES = ['int8_hnsw', 'hnsw', 'bbq_hnsw', 'flat'] as const;

/** Name of a kind of vector index, as Elasticsearch calls it. */
export type VectorIndexType = (typeof VECTOR_INDEX_TYPES)[number];

/**
 * Candidates for each neighbour whose exact score is computed from the floats, where the index is searched on shortened vectors.
 * A bit a dimension ranks so roughly that recall hangs on this number alone: 0.60 with 3, 0.74 with 5, 0.90 with 10, the most that
 * Elasticsearch takes, for queries from outside every cluster; with a byte a dimension 3 found them all.
 */
const OVERSAMPLE: Readonly<Partial<Record<VectorIndexType, number>>> = { int8_hnsw: 3, bbq_hnsw: 10 };

/** The vector index as a mapping has it. It holds the oversampling, so that a reader need not know which kind it searches: that changes under it when the space is rebuilt. */
export function vectorIndexOptions(type: VectorIndexType): estypes.MappingDenseVectorIndexOptions {
  const oversample = OVERSAMPLE[type];
  return { type, ...(oversample && { rescore_vector: { oversample } }) };
}
