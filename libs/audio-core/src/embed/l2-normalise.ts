import { SoundalikeError } from '@soundalike/errors';

/**
 * Divides a vector by its L2 norm, computed in double precision; the result has norm 1 ± 1e-6.
 * @throws `EMBEDDING_INVALID` for a zero vector or one with a value that is not finite.
 */
export function l2Normalise(vector: Float32Array): Float32Array {
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (!Number.isFinite(norm) || norm === 0) {
    throw new SoundalikeError('EMBEDDING_INVALID', `embedding: expected a finite norm above 0, got ${norm}`);
  }
  return vector.map((value) => value / norm);
}
