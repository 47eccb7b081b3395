import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantiseFilters } from './quantise-filters.ts';
import { KERNEL_TAPS } from './weight-pairs.ts';

const [OUTPUTS, INPUTS] = [2, 8];
const LENGTH = INPUTS * KERNEL_TAPS;

/** Uniform weights: `fc.double` has as many numbers below a thousandth as above, so most weights would be 0. */
const share = fc.integer({ min: -1000, max: 1000 }).map((thousandths) => thousandths / 1000);
const numbers = (length: number, arbitrary: fc.Arbitrary<number>): fc.Arbitrary<Float32Array> =>
  fc.array(arbitrary, { minLength: length, maxLength: length }).map((values) => Float32Array.from(values));
const even = numbers(OUTPUTS * LENGTH, share);
const channelMeans = numbers(
  INPUTS,
  share.map((value) => 10 * Math.abs(value)),
);
/** Small weights among many of the largest, which would overflow together. */
const uneven = numbers(
  OUTPUTS * LENGTH,
  fc.oneof(
    share.map((value) => value ** 3),
    fc.constantFrom(-1, 1),
    fc.constant(0),
  ),
);

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

test('every pair of weights on channels 2n and 2n + 1, times the largest activations, fits in 16 bits', async () => {
  await fc.assert(
    fc.asyncProperty(uneven, channelMeans, async (weights, means) => {
      const { values } = await quantiseFilters(weights, OUTPUTS, means);
      for (let n = 0; n < values.length; n++) {
        expect(Math.abs(values[n]!)).toBeLessThanOrEqual(127);
        if (Math.floor(n / KERNEL_TAPS) % 2 > 0) continue;
        const products = [255 * values[n]!, 255 * values[n + KERNEL_TAPS]!];
        for (const each of [...products, products[0]! + products[1]!])
          expect(each === Math.max(-32768, Math.min(32767, each))).toBe(true);
      }
    }),
  );
});

test('a filter with every other input at 0 keeps its largest weights', async () => {
  const weights = Float32Array.from({ length: OUTPUTS * LENGTH }, (_, n) =>
    Math.floor(n / KERNEL_TAPS) % 2 === 0 ? (n % 17) - 8 : 0,
  );
  const { values, scales } = await quantiseFilters(weights, OUTPUTS, new Float32Array(INPUTS).fill(1));
  values.forEach((value, n) => expect(Math.abs(value - weights[n]! / scales[Math.floor(n / LENGTH)]!)).toBeLessThan(1));
  expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(100);
});

test('an outlying weight is clipped to the largest int8 if that costs less than coarse steps for all', async () => {
  const inputs = 4096;
  const alone = (n: number): boolean => Math.floor(n / KERNEL_TAPS) % 2 === 0;
  const weights = Float32Array.from({ length: inputs * KERNEL_TAPS }, (_, n) =>
    n === 0 ? 1.2 : alone(n) ? Math.sin(n) : 0,
  );
  const { values, scales } = await quantiseFilters(weights, 1, new Float32Array(inputs).fill(1));
  expect(scales[0]).toBeLessThan(1.2 / 127);
  expect(values[0]).toBe(127);
});

test('the scale costs no more than the one at which the largest weight is the largest int8', async () => {
  await fc.assert(
    fc.asyncProperty(even, async (weights) => {
      // Channels that are always 0 are not balanced.
      const errorAt = async (leastScale?: () => number): Promise<number> => {
        const { values, scales } = await quantiseFilters(
          weights.subarray(0, LENGTH),
          1,
          new Float32Array(INPUTS),
          leastScale && { leastScale },
        );
        return sum(Array.from(values, (value, n) => (value * scales[0]! - weights[n]!) ** 2));
      };
      const peak = Math.max(...weights.subarray(0, LENGTH).map(Math.abs));
      expect(await errorAt()).toBeLessThan(1.3 * (await errorAt(() => (2 * peak) / 127)) + 1e-9);
    }),
    // The weights are fixed: the bound for the error of balancing is empirical.
    { seed: 1 },
  );
});

describe('rounding errors', () => {
  /**
   * Weights at a scale at which no pair is clipped, and the sum of the rounding errors of each kernel in steps,
   * [outputs, inputs].
   */
  async function kernelErrors(weights: Float32Array, means: Float32Array): Promise<number[][]> {
    const { values, scales } = await quantiseFilters(weights, OUTPUTS, means, { leastScale: () => 1 / 60 });
    const errors = Array.from(values, (value, n) => value - weights[n]! / scales[Math.floor(n / LENGTH)]!);
    for (const error of errors) expect(Math.abs(error)).toBeLessThan(1 + 1e-4);
    const sumOf = (kernel: number): number => sum(errors.slice(kernel * KERNEL_TAPS, (kernel + 1) * KERNEL_TAPS));
    return Array.from({ length: OUTPUTS }, (_, output) =>
      Array.from({ length: INPUTS }, (__, input) => sumOf(output * INPUTS + input)),
    );
  }

  test('of a kernel that add up to more are corrected in the weight with the largest error', async () => {
    const steps = [0.2, 0.3, 0.45, 0.3, 0.1];
    const { values } = await quantiseFilters(
      Float32Array.from({ length: LENGTH }, (_, n) => (steps[n] ?? 0) / 60),
      1,
      new Float32Array(INPUTS),
      { leastScale: () => 1 / 60 },
    );
    expect([...values.subarray(0, KERNEL_TAPS)]).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0]);
  });

  test('add up to at most half a step in a kernel', async () => {
    await fc.assert(
      fc.asyncProperty(even, async (weights) => {
        for (const error of (await kernelErrors(weights, new Float32Array(INPUTS))).flat())
          expect(Math.abs(error)).toBeLessThanOrEqual(0.5 + 1e-4);
      }),
    );
  });

  test('add up to at most half a step in a filter with equal channel means', async () => {
    await fc.assert(
      fc.asyncProperty(even, async (weights) => {
        for (const errors of await kernelErrors(weights, new Float32Array(INPUTS).fill(1))) {
          for (const error of errors) expect(Math.abs(error)).toBeLessThanOrEqual(1 + 1e-4);
          expect(Math.abs(sum(errors))).toBeLessThanOrEqual(0.5 + 1e-4);
        }
      }),
    );
  });

  test('are weighted by the channel means: a channel a thousand times as loud is not moved for others', async () => {
    await fc.assert(
      fc.asyncProperty(even, async (weights) => {
        const means = new Float32Array(INPUTS).fill(1);
        means[3] = 1000;
        const plain = await kernelErrors(weights, new Float32Array(INPUTS));
        const weighted = (errors: readonly number[]): number =>
          Math.abs(sum(errors.map((error, input) => error * means[input]!)));
        const balanced = await kernelErrors(weights, means);
        balanced.forEach((errors, output) => {
          expect(weighted(errors)).toBeLessThanOrEqual(weighted(plain[output]!) + 1e-2);
          expect(Math.abs(errors[3]!)).toBeLessThanOrEqual(0.5 + 1e-4);
        });
      }),
    );
  });
});

test('a filter of zeros gets a scale, and no scale is below the smallest that is allowed', async () => {
  const { values, scales } = await quantiseFilters(
    new Float32Array(OUTPUTS * LENGTH),
    OUTPUTS,
    new Float32Array(INPUTS),
  );
  expect([...values]).toEqual(new Array(OUTPUTS * LENGTH).fill(0));
  expect([...scales]).toEqual([1, 1]);
  const coarse = await quantiseFilters(
    new Float32Array(OUTPUTS * LENGTH).fill(0.3),
    OUTPUTS,
    new Float32Array(INPUTS).fill(1),
    { leastScale: (output) => output + 0.25 },
  );
  expect([...coarse.scales]).toEqual([0.25, 1.25]);
});

test('an odd number of inputs and weights that are not finite are refused', async () => {
  await expect(quantiseFilters(new Float32Array(3 * KERNEL_TAPS), 1, new Float32Array(3))).rejects.toThrow(RangeError);
  await expect(
    quantiseFilters(new Float32Array(LENGTH).fill(Number.NaN, 5, 6), 1, new Float32Array(INPUTS)),
  ).rejects.toThrow(RangeError);
});
