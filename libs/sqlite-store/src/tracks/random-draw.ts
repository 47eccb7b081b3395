import { createHash, randomInt } from 'node:crypto';

/** Bits of a draw: so many that its remainder by any number of tracks is as good as uniform. */
const DRAW_BITS = 48;

/** A whole number from 0 to 2^48 − 1, uniformly at random; of a seed, always the same. The digest makes neighbouring seeds as different as any. */
export function randomDraw(seed?: number): number {
  if (seed === undefined) return randomInt(2 ** DRAW_BITS - 1);
  return createHash('sha256')
    .update(String(seed))
    .digest()
    .readUIntBE(0, DRAW_BITS / 8);
}
