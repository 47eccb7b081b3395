/** Largest magnitude of an int8 weight. */
export const WEIGHT_LEVELS = 127;

/** Weights of a filter that see one input channel: those of its 3×3 kernel. */
export const KERNEL_TAPS = 9;

/**
 * The most that the weights of a filter at the same tap of the input channels 2n and 2n + 1 may add up to, in
 * magnitude. x64 processors without VNNI multiply such a pair with two values of uint8 and add in 16 bits, which holds
 * 255 · 128 and no more; with this limit they compute what all others do. Whoever puts channels before others keeps
 * them paired: adds an even number.
 */
export const MOST_OF_PAIR = 128;

/** How much the magnitude of a pair's sum is beyond its most, or 0; of weights of different signs it never is. */
export function pairExcess(first: number, second: number): number {
  return Math.max(0, Math.abs(first + second) - MOST_OF_PAIR);
}
