import type { estypes } from '@elastic/elasticsearch';
import { assertEmbedding } from '@soundalike/catalog';

/**
 * Types of vector index. The HNSW types are searched approximately: `hnsw` on the floats, `int8_hnsw` on one byte per
 * dimension, `bbq_hnsw` on one bit per dimension, the latter two with the best candidates scored again on the floats.
 * `flat` compares with every vector: exact, and slow.
 */
export const VECTOR_INDEX_TYPES = ['int8_hnsw', 'hnsw', 'bbq_hnsw', 'flat'] as const;

/** Elasticsearch's name of a type of vector index. */
export type VectorIndexType = (typeof VECTOR_INDEX_TYPES)[number];

/**
 * Candidates per neighbour whose exact score is computed from the floats, for types that search shortened vectors.
 * One bit per dimension ranks so roughly that recall depends on this number alone: 0.60 with 3, 0.74 with 5, 0.90 with
 * 10, the most that Elasticsearch accepts, for queries outside every cluster; with one byte per dimension, 3 found all.
 */
const OVERSAMPLE: Readonly<Partial<Record<VectorIndexType, number>>> = { int8_hnsw: 3, bbq_hnsw: 10 };

/**
 * Return the vector index for a mapping. It includes the oversampling, so that a reader need not know the type, which
 * changes under it when the space is rebuilt.
 */
export function vectorIndexOptions(type: VectorIndexType): estypes.MappingDenseVectorIndexOptions {
  const oversample = OVERSAMPLE[type];
  return { type, ...(oversample && { rescore_vector: { oversample } }) };
}

/** Return the type of vector index in a mapping, which may be one that this program does not know. */
export function vectorIndexOf(mapping: estypes.MappingTypeMapping | undefined): string | undefined {
  const embedding = mapping?.properties?.['embedding'];
  return embedding?.type === 'dense_vector' ? embedding.index_options?.type : undefined;
}

/** Vectors whose length is further from 1 are scaled; embeddings of this project are closer and stay bit for bit. */
const UNIT_TOLERANCE = 1e-6;

/**
 * Scale a vector to length 1, which Elasticsearch's `dot_product` requires, so that the dot product is the cosine.
 * @param what owner of the vector, for the message
 * @throws `TRACK_INVALID` for a wrong number of values, a value that is not finite, or a norm outside 1 ± 1e-3
 */
export function unitVector(embedding: Float32Array, dims: number, what: string): Float32Array {
  assertEmbedding(embedding, dims, what);
  const norm = Math.sqrt(embedding.reduce((sum, value) => sum + value * value, 0));
  return Math.abs(norm - 1) <= UNIT_TOLERANCE ? embedding : embedding.map((value) => value / norm);
}

/**
 * Encode a vector as Elasticsearch accepts it since 9.3: base64 of big-endian float32, exact and a third of the size of
 * JSON numbers.
 */
export function encodeVector(vector: Float32Array): string {
  const bytes = Buffer.allocUnsafe(vector.length * Float32Array.BYTES_PER_ELEMENT);
  vector.forEach((value, index) => bytes.writeFloatBE(value, index * Float32Array.BYTES_PER_ELEMENT));
  return bytes.toString('base64');
}
