/** Largest magnitude of an int8 weight. */
export const WEIGHT_LEVELS = 127;

/** Number of a filter's weights on one input channel: those of its 3×3 kernel. */
export const KERNEL_TAPS = 9;

/**
 * Limit of the magnitude of the sum of two weights of a filter at the same tap of the input channels 2n and 2n + 1. x64
 * processors without VNNI multiply such a pair by two uint8 values and add in 16 bits, which overflow above 255 · 128.
 * With this limit they give the same results as all others. To keep the pairs, insert only an even number of channels.
 */
export const MOST_OF_PAIR = 128;

/**
 * Return how far the magnitude of a pair's sum is above the limit, or 0. Weights of different signs never exceed it.
 */
export function pairExcess(first: number, second: number): number {
  return Math.max(0, Math.abs(first + second) - MOST_OF_PAIR);
}

/** Return the least and the largest weight that a partner allows. */
export function pairRange(partner: number): readonly [least: number, most: number] {
  return [Math.max(-WEIGHT_LEVELS, -MOST_OF_PAIR - partner), Math.min(WEIGHT_LEVELS, MOST_OF_PAIR - partner)];
}
