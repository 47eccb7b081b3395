import fc from 'fast-check';
import { expect, test } from 'vitest';
import { independentInputs } from '../../testing/independent-inputs.ts';
import { quantiseFilters } from './quantise-filters.ts';
import { KERNEL_TAPS } from './weight-pairs.ts';

const [OUTPUTS, INPUTS] = [2, 8];
const LENGTH = INPUTS * KERNEL_TAPS;

/** Uniform weights: `fc.double` has as many numbers below a thousandth as above, so most weights would be 0. */
const share = fc.integer({ min: -1000, max: 1000 }).map((thousandths) => thousandths / 1000);
const numbers = (length: number, arbitrary: fc.Arbitrary<number>): fc.Arbitrary<Float32Array> =>
  fc.array(arbitrary, { minLength: length, maxLength: length }).map((values) => Float32Array.from(values));
const even = numbers(OUTPUTS * LENGTH, share);
const factors = independentInputs(INPUTS);
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
    fc.asyncProperty(uneven, async (weights) => {
      const { values } = await quantiseFilters(weights, OUTPUTS, factors);
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
  const { values, scales } = await quantiseFilters(weights, OUTPUTS, factors);
  values.forEach((value, n) => expect(Math.abs(value - weights[n]! / scales[Math.floor(n / LENGTH)]!)).toBeLessThan(1));
  expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(100);
});

test('an outlying weight is clipped to the largest int8 if that costs less than coarse steps for all', async () => {
  const inputs = 4096;
  const alone = (n: number): boolean => Math.floor(n / KERNEL_TAPS) % 2 === 0;
  const weights = Float32Array.from({ length: inputs * KERNEL_TAPS }, (_, n) =>
    n === 0 ? 1.2 : alone(n) ? Math.sin(n) : 0,
  );
  const { values, scales } = await quantiseFilters(weights, 1, independentInputs(inputs));
  expect(scales[0]).toBeLessThan(1.2 / 127);
  expect(values[0]).toBe(127);
});

test('the scale costs hardly more than one at which no pair is clipped', async () => {
  await fc.assert(
    fc.asyncProperty(even, async (weights) => {
      const errorAt = async (leastScale?: () => number): Promise<number> => {
        const { values, scales } = await quantiseFilters(
          weights.subarray(0, LENGTH),
          1,
          factors,
          leastScale && { leastScale },
        );
        return sum(Array.from(values, (value, n) => (value * scales[0]! - weights[n]!) ** 2));
      };
      const peak = Math.max(...weights.subarray(0, LENGTH).map(Math.abs));
      expect(await errorAt()).toBeLessThan(1.3 * (await errorAt(() => (2 * peak) / 127)) + 1e-9);
    }),
    // The weights are fixed: the bound is empirical. The scale is chosen for pairs whose weights are clipped equally.
    { seed: 1 },
  );
});

test('a filter of zeros gets a scale, and no scale is below the smallest that is allowed', async () => {
  const { values, scales } = await quantiseFilters(new Float32Array(OUTPUTS * LENGTH), OUTPUTS, factors);
  expect([...values]).toEqual(new Array(OUTPUTS * LENGTH).fill(0));
  expect([...scales]).toEqual([1, 1]);
  const coarse = await quantiseFilters(new Float32Array(OUTPUTS * LENGTH).fill(0.3), OUTPUTS, factors, {
    leastScale: (output) => output + 0.25,
  });
  expect([...coarse.scales]).toEqual([0.25, 1.25]);
});

test('an odd number of inputs, factors of other inputs and weights that are not finite are refused', async () => {
  await expect(quantiseFilters(new Float32Array(LENGTH), 1, independentInputs(2 * INPUTS))).rejects.toThrow(RangeError);
  await expect(quantiseFilters(new Float32Array(3 * KERNEL_TAPS), 1, independentInputs(3))).rejects.toThrow(RangeError);
  await expect(quantiseFilters(new Float32Array(LENGTH).fill(Number.NaN, 5, 6), 1, factors)).rejects.toThrow(
    RangeError,
  );
});
