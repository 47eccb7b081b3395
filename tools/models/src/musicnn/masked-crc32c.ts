import crc32c from 'crc-32/crc32c.js';

/** CRC-32C as LevelDB and TensorFlow store it: rotated right by 15 bits, plus a constant (LevelDB, `util/crc32c.h`). */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c.buf(bytes) >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
