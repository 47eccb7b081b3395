import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantiseFilters } from './quantise-filters.ts';
import { KERNEL_TAPS } from './weight-pairs.ts';

const [OUTPUTS, INPUTS] = [2, 8];
const LENGTH = INPUTS * KERNEL_TAPS;

const numbers = (length: number, arbitrary: fc.Arbitrary<number>): fc.Arbitrary<number[]> => fc.array(arbitrary, { minLength: length, maxLength: length });
const weightsOf = (weight: fc.Arbitrary<number>): fc.Arbitrary<Float32Array> => numbers(OUTPUTS * LENGTH, weight).map((values) => Float32Array.from(values));
const channelMeans = numbers(INPUTS, fc.double({ min: 0, max: 10, noNaN: true })).map((values) => Float32Array.from(values));
/** Small ones among many of the largest, which would overflow together. */
const uneven = weightsOf(fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(-1, 1), fc.constant(0)));

test('every pair of weights on neighbouring channels, times the largest activations, is held by 16 bits', () => {
  fc.assert(
    fc.property(uneven, channelMeans, (weights, means) => {
      const { values } = quantiseFilters(weights, OUTPUTS, means);
      for (let n = 0; n < values.length; n++) {
        expect(Math.abs(values[n]!)).toBeLessThanOrEqual(127);
        if (Math.floor(n / KERNEL_TAPS) % 2 > 0) continue;
        const products = [255 * values[n]!, 255 * values[n + KERNEL_TAPS]!];
        for (const sum of [...products, products[0]! + products[1]!]) expect(sum === Math.max(-32768, Math.min(32767, sum))).toBe(true);
      }
    }),
  );
});

test('a filter with every other input at 0 keeps its largest weights', () => {
  const weights = Float32Array.from({ length: OUTPUTS * LENGTH }, (_, n) => (Math.floor(n / KERNEL_TAPS) % 2 === 0 ? (n % 17) - 8 : 0));
  const { values, scales } = quantiseFilters(weights, OUTPUTS, new Float32Array(INPUTS).fill(1));
  values.forEach((value, n) => expect(Math.abs(value - weights[n]! / scales[Math.floor(n / LENGTH)]!)).toBeLessThan(1));
  expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(100);
});

/** Weights at a scale at which no pair is cut off, and what rounding has made of each kernel: the sums of the errors, in steps, [outputs, inputs]. */
function kernelErrors(weights: Float32Array, means: Float32Array): number[][] {
  const { values, scales } = quantiseFilters(weights, OUTPUTS, means, () => 1 / 60);
  const errors = Array.from(values, (value, n) => value - weights[n]! / scales[Math.floor(n / LENGTH)]!);
  for (const error of errors) expect(Math.abs(error)).toBeLessThan(1 + 1e-6);
  const sumOf = (kernel: number): number => errors.slice(kernel * KERNEL_TAPS, (kernel + 1) * KERNEL_TAPS).reduce((sum, error) => sum + error, 0);
  return Array.from({ length: OUTPUTS }, (_, output) => Array.from({ length: INPUTS }, (__, input) => sumOf(output * INPUTS + input)));
}

const even = weightsOf(fc.double({ min: -1, max: 1, noNaN: true }));

test('rounding errors add up to half a step in a kernel', () => {
  fc.assert(
    fc.property(even, (weights) => {
      for (const error of kernelErrors(weights, new Float32Array(INPUTS)).flat()) expect(Math.abs(error)).toBeLessThanOrEqual(0.5 + 1e-6);
    }),
  );
});

test('and to half a step in a filter whose channels have one mean, with a step more in some kernels', () => {
  fc.assert(
    fc.property(even, (weights) => {
      for (const errors of kernelErrors(weights, new Float32Array(INPUTS).fill(1))) {
        for (const error of errors) expect(Math.abs(error)).toBeLessThanOrEqual(1 + 1e-6);
        expect(Math.abs(errors.reduce((sum, error) => sum + error, 0))).toBeLessThanOrEqual(0.5 + 1e-6);
      }
    }),
  );
});

test('a filter of zeros, and a scale that may not be finer', () => {
  const { values, scales } = quantiseFilters(new Float32Array(OUTPUTS * LENGTH), OUTPUTS, new Float32Array(INPUTS));
  expect([...values]).toEqual(new Array(OUTPUTS * LENGTH).fill(0));
  expect([...scales]).toEqual([1, 1]);
  const coarse = quantiseFilters(new Float32Array(OUTPUTS * LENGTH).fill(0.3), OUTPUTS, new Float32Array(INPUTS).fill(1), (output) => output + 0.25);
  expect([...coarse.scales]).toEqual([0.25, 1.25]);
});
