import { SoundalikeError } from '@soundalike/errors';

const BYTES = 4;

/** Return a vector as base64 of little-endian 32-bit floating-point numbers. */
export function embeddingText(embedding: Float32Array): string {
  const bytes = Buffer.alloc(BYTES * embedding.length);
  for (const [index, value] of embedding.entries()) bytes.writeFloatLE(value, BYTES * index);
  return bytes.toString('base64');
}

/**
 * Read a vector from the text that `embeddingText` returns, scaled to the L2 norm 1.
 * @throws `USAGE` for another length than `dims`, values that are not finite, or a vector of zeros
 */
export function embeddingFrom(text: string, dims: number): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== BYTES * dims)
    throw new SoundalikeError(
      'USAGE',
      `embedding: must have ${dims} numbers of ${BYTES} bytes, not ${bytes.length} bytes`,
    );
  const values = Float32Array.from({ length: dims }, (_, index) => bytes.readFloatLE(BYTES * index));
  const norm = Math.hypot(...values);
  if (!(norm > 0 && norm < Infinity))
    throw new SoundalikeError('USAGE', 'embedding: must have finite numbers that are not all 0');
  return values.map((value) => value / norm);
}
