import { assertEmbedding } from '@soundalike/catalog';

/** A vector further from length 1 is scaled before it is sent; embeddings of this project are nearer and stay as they are, bit for bit. */
const UNIT_TOLERANCE = 1e-6;

/**
 * Scales a vector to length 1, which Elasticsearch's `dot_product` demands, so that it is the cosine.
 * @param what whose vector it is, for the message
 * @throws `TRACK_INVALID` for a wrong length, a value that is not finite, or a norm outside 1 ± 1e-3
 */
export function unitVector(embedding: Float32Array, dims: number, what: string): Float32Array {
  assertEmbedding(embedding, dims, what);
  const norm = Math.sqrt(embedding.reduce((sum, value) => sum + value * value, 0));
  return Math.abs(norm - 1) <= UNIT_TOLERANCE ? embedding : embedding.map((value) => value / norm);
}

/** A vector as Elasticsearch takes it since 9.3: base64 of big-endian float32, exact and a third of the size of JSON numbers. */
export function encodeVector(vector: Float32Array): string {
  const bytes = Buffer.allocUnsafe(vector.length * Float32Array.BYTES_PER_ELEMENT);
  vector.forEach((value, index) => bytes.writeFloatBE(value, index * Float32Array.BYTES_PER_ELEMENT));
  return bytes.toString('base64');
}
