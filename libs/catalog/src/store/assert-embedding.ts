import { SoundalikeError } from '@soundalike/errors';

/** Largest difference of a vector's L2 norm from 1. */
const NORM_TOLERANCE = 1e-3;

/**
 * Check that a vector can belong to a space of this many dimensions.
 * @param what owner of the vector, for the message
 * @throws `TRACK_INVALID` for a wrong length, a value that is not finite, or a norm outside 1 ± 1e-3
 */
export function assertEmbedding(embedding: Float32Array, dims: number, what: string): void {
  if (embedding.length !== dims) {
    throw new SoundalikeError('TRACK_INVALID', `${what}: the vector must have ${dims} values, not ${embedding.length}`);
  }
  let squares = 0;
  for (const value of embedding) squares += value * value;
  const norm = Math.sqrt(squares);
  // Also catches values that are not finite.
  if (!(Math.abs(norm - 1) <= NORM_TOLERANCE)) {
    throw new SoundalikeError('TRACK_INVALID', `${what}: the vector's norm must be 1 ± ${NORM_TOLERANCE}, not ${norm}`);
  }
}
