import fc from 'fast-check';
import { expect, test } from 'vitest';
import { independentInputs } from '../../testing/independent-inputs.ts';
import { compensateRounding } from './compensate-rounding.ts';
import type { CovarianceFactor } from './input-covariances.ts';
import { KERNEL_TAPS } from './weight-pairs.ts';

const INPUTS = 4;
const LENGTH = INPUTS * KERNEL_TAPS;

const weightsOf = (most: number): fc.Arbitrary<Float32Array> =>
  fc
    .array(fc.integer({ min: -1000 * most, max: 1000 * most }), { minLength: LENGTH, maxLength: LENGTH })
    .map((thousandths) => Float32Array.from(thousandths, (each) => each / 1000));

/** A factor with a large diagonal, so that corrections stay within the range of weights. */
const factor: fc.Arbitrary<CovarianceFactor> = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: LENGTH ** 2, maxLength: LENGTH ** 2 })
  .map((thousandths) => ({
    size: LENGTH,
    values: Float64Array.from(thousandths, (each, n) => {
      const [row, column] = [Math.floor(n / LENGTH), n % LENGTH];
      if (column > row) return 0;
      return row === column ? 1 : each / 10_000;
    }),
  }));

function roundedBy(factors: readonly CovarianceFactor[], weights: Float32Array, scale: number): Int8Array {
  const rounded = new Int8Array(weights.length);
  compensateRounding(weights, scale, factors, rounded);
  return rounded;
}

test('inputs that vary independently get plain rounding', () => {
  fc.assert(
    fc.property(weightsOf(60), (weights) => {
      const rounded = roundedBy(independentInputs(INPUTS), weights, 1);
      rounded.forEach((value, n) => expect(value).toBe(Math.round(weights[n]!) + 0));
    }),
  );
});

test('each term of the squared error of the output is at most that of half a step', () => {
  fc.assert(
    fc.property(weightsOf(1), factor, (weights, { values, size }) => {
      const scale = 1 / 20;
      const rounded = roundedBy([{ values, size }], weights, scale);
      // Weights at the limit of pairs could not be corrected further.
      for (const value of rounded) expect(Math.abs(value)).toBeLessThan(64);
      const errors = Array.from(rounded, (value, n) => value * scale - weights[n]!);
      for (let n = 0; n < size; n++) {
        let term = 0;
        for (let after = n; after < size; after++) term += values[after * size + n]! * errors[after]!;
        expect(Math.abs(term)).toBeLessThanOrEqual((values[n * size + n]! * scale) / 2 + 1e-6);
      }
    }),
  );
});

test('of inputs that vary together, one makes up for the errors of all, also for a pair at its limit', () => {
  // All inputs are the same but for a little.
  const size = LENGTH;
  const values = Float64Array.from({ length: size ** 2 }, (_, n) => {
    const [row, column] = [Math.floor(n / size), n % size];
    return column === 0 ? 1 : row === column ? 1e-3 : 0;
  });
  const sum = (each: ArrayLike<number>): number => Array.from(each).reduce((total, value) => total + value, 0);
  fc.assert(
    fc.property(weightsOf(10), (weights) => {
      weights[KERNEL_TAPS + 4] = 100;
      weights[4] = 90;
      const rounded = roundedBy([{ values, size }], weights, 1);
      expect(rounded[4]! + rounded[KERNEL_TAPS + 4]!).toBeLessThanOrEqual(128);
      expect(Math.abs(sum(rounded) - sum(weights))).toBeLessThanOrEqual(0.51);
    }),
  );
});

test('no pair exceeds its limit, however large the corrections are', () => {
  fc.assert(
    fc.property(weightsOf(100), factor, (weights, { values, size }) => {
      const steep = values.map((value, n) => (n % (size + 1) === 0 ? value : 50 * value));
      const rounded = roundedBy([{ values: steep, size }], weights, 1);
      rounded.forEach((value, n) => {
        if (Math.floor(n / KERNEL_TAPS) % 2 === 0)
          expect(Math.abs(value + rounded[n + KERNEL_TAPS]!)).toBeLessThanOrEqual(128);
      });
    }),
  );
});

test('blocks are rounded by their own factors', () => {
  fc.assert(
    fc.property(weightsOf(1), factor, (weights, each) => {
      const twice = Float32Array.of(...weights, ...weights);
      const rounded = roundedBy([each, ...independentInputs(INPUTS)], twice, 1 / 50);
      expect([...rounded]).toEqual([
        ...roundedBy([each], weights, 1 / 50),
        ...roundedBy(independentInputs(INPUTS), weights, 1 / 50),
      ]);
    }),
  );
});
