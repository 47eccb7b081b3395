import { SoundalikeError } from '@soundalike/errors';

/** How far the L2 norm of a vector may be from 1. */
const NORM_TOLERANCE = 1e-3;

/**
 * Refuses a vector that does not belong in a space of this many dims.
 * @param what whose vector it is, for the message
 * @throws `TRACK_INVALID` for a wrong length, a value that is not finite, or a norm outside 1 ± 1e-3
 */
export function assertEmbedding(embedding: Float32Array, dims: number, what: string): void {
  if (embedding.length !== dims) {
    throw new SoundalikeError('TRACK_INVALID', `${what}: expected a vector of ${dims} values, got ${embedding.length}`);
  }
  let squares = 0;
  for (const value of embedding) squares += value * value;
  const norm = Math.sqrt(squares);
  // Also catches values that are not finite.
  if (!(Math.abs(norm - 1) <= NORM_TOLERANCE)) {
    throw new SoundalikeError('TRACK_INVALID', `${what}: expected a vector of norm 1 ± ${NORM_TOLERANCE}, got ${norm}`);
  }
}
