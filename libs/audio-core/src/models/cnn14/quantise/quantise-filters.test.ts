import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantiseFilters } from './quantise-filters.ts';
import { TAPS } from './weight-pairs.ts';

const [OUTPUTS, INPUTS] = [2, 8];
const LENGTH = INPUTS * TAPS;

const numbers = (length: number, arbitrary: fc.Arbitrary<number>): fc.Arbitrary<number[]> => fc.array(arbitrary, { minLength: length, maxLength: length });
const weightsOf = (weight: fc.Arbitrary<number>): fc.Arbitrary<Float32Array> => numbers(OUTPUTS * LENGTH, weight).map((values) => Float32Array.from(values));
const channelMeans = numbers(INPUTS, fc.double({ min: 0, max: 10, noNaN: true })).map((values) => Float64Array.from(values));
/** Of few large ones, which would overflow together, and many small. */
const uneven = weightsOf(fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(-1, 1), fc.constant(0)));

test('every pair of weights on neighbouring channels, times the largest activations, is held by 16 bits', () => {
  fc.assert(
    fc.property(uneven, channelMeans, (weights, means) => {
      const { values } = quantiseFilters(weights, OUTPUTS, means);
      for (let n = 0; n < values.length; n++) {
        expect(Math.abs(values[n]!)).toBeLessThanOrEqual(127);
        if (Math.floor(n / TAPS) % 2 > 0) continue;
        const products = [255 * values[n]!, 255 * values[n + TAPS]!];
        for (const sum of [...products, products[0]! + products[1]!]) expect(sum === Math.max(-32768, Math.min(32767, sum))).toBe(true);
      }
    }),
  );
});

test('a filter with every other input at 0 keeps its largest weights', () => {
  const weights = Float32Array.from({ length: OUTPUTS * LENGTH }, (_, n) => (Math.floor(n / TAPS) % 2 === 0 ? (n % 17) - 8 : 0));
  const { values, scales } = quantiseFilters(weights, OUTPUTS, new Float64Array(INPUTS).fill(1));
  values.forEach((value, n) => expect(Math.abs(value - weights[n]! / scales[Math.floor(n / LENGTH)]!)).toBeLessThan(1));
  expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(100);
});

test('rounding errors add up to half a step in a kernel, and to next to nothing in a filter, each channel with its mean', () => {
  fc.assert(
    // Without weights that a pair's limit cuts off.
    fc.property(weightsOf(fc.double({ min: -1, max: 1, noNaN: true })), channelMeans, (weights, means) => {
      const { values, scales } = quantiseFilters(weights, OUTPUTS, means, () => 1 / 60);
      for (let output = 0; output < OUTPUTS; output++) {
        const errors = Array.from({ length: INPUTS }, (_, input) => {
          const start = output * LENGTH + input * TAPS;
          let sum = 0;
          for (let n = start; n < start + TAPS; n++) {
            const error = values[n]! - weights[n]! / scales[output]!;
            expect(Math.abs(error)).toBeLessThan(1 + 1e-6);
            sum += error;
          }
          return sum;
        });
        const weighted = errors.map((error, input) => error * means[input]!);
        const total = Math.abs(weighted.reduce((sum, error) => sum + error, 0));
        // What a channel's step brought beyond half a step, it was to bring the filter nearer to 0.
        for (const error of errors) expect(Math.abs(error)).toBeLessThanOrEqual(1 + 1e-6);
        const before = Math.abs(errors.reduce((sum, error, input) => sum + (error - (Math.abs(error) > 0.5 + 1e-6 ? Math.sign(error) : 0)) * means[input]!, 0));
        expect(total).toBeLessThanOrEqual(before + 1e-6);
        expect(total).toBeLessThanOrEqual(weighted.reduce((sum, _, input) => Math.max(sum, means[input]!), 0) * INPUTS * 0.5 + 1e-6);
      }
    }),
  );
});

test('a filter of zeros, and a scale that may not be finer', () => {
  const { values, scales } = quantiseFilters(new Float32Array(OUTPUTS * LENGTH), OUTPUTS, new Float64Array(INPUTS));
  expect([...values]).toEqual(new Array(OUTPUTS * LENGTH).fill(0));
  expect([...scales]).toEqual([1, 1]);
  const coarse = quantiseFilters(new Float32Array(OUTPUTS * LENGTH).fill(0.3), OUTPUTS, new Float64Array(INPUTS).fill(1), (output) => output + 0.25);
  expect([...coarse.scales]).toEqual([0.25, 1.25]);
});
