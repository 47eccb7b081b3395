import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mean } from '../metrics/estimates.ts';
import { fitWhitening, fitZScores, fixedZScores, unitLength } from './standardisations.ts';

const row = (...values: number[]): Float32Array => Float32Array.from(values);

test('z-scores have mean 0 and deviation 1; a constant dimension becomes 0', () => {
  const transform = fitZScores([row(1, 5, 0), row(3, 5, 0), row(5, 5, 6)]);
  const deviation = Math.sqrt(8 / 3);
  expect([...transform(row(1, 5, 0))]).toEqual([-2 / deviation, 0, -2 / Math.sqrt(8)].map(Math.fround));
  expect([...transform(row(3, 9, 2))]).toEqual([0, 0, 0]);
});

test('fixed z-scores come from the other library', () => {
  const transform = fixedZScores([row(0), row(2)]).fit([row(100), row(300)]);
  expect([...transform(row(5))]).toEqual([4]);
});

test('whitened coordinates are uncorrelated, with deviation √(λ / (λ + mean λ)) along every axis', () => {
  const value = fc.float({ min: -10, max: 10, noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value, value), { minLength: 5, maxLength: 20 }), (rows) => {
      const vectors = rows.map(([a, b, c]) => row(a, b + a, c - 2 * b));
      const whitened = vectors.map(fitWhitening(vectors));
      const axes = whitened[0]!.length;
      for (let a = 0; a < axes; a++) {
        expect(mean(whitened.map((vector) => vector[a]!))).toBeCloseTo(0, 2);
        for (let b = 0; b < a; b++) expect(mean(whitened.map((vector) => vector[a]! * vector[b]!))).toBeCloseTo(0, 2);
      }
    }),
  );
  // Sums of squares 64 and 16, divided by n − 1.
  const vectors = [row(4, 2), row(-4, 2), row(4, -2), row(-4, -2)];
  const whitened = fitWhitening(vectors)(row(4, 2));
  const [first, second] = [64 / 3, 16 / 3];
  expect(Math.abs(whitened[0]!)).toBeCloseTo(4 / Math.sqrt(first + (first + second) / 2), 5);
  expect(Math.abs(whitened[1]!)).toBeCloseTo(2 / Math.sqrt(second + (first + second) / 2), 5);
});

test('vectors that are all the same have no direction', () => {
  expect([...fitWhitening([row(1, 2), row(1, 2), row(1, 2)])(row(1, 2))]).toEqual([0]);
  expect([...unitLength(row(0, 0))]).toEqual([0, 0]);
  expect([...unitLength(row(3, 4))]).toEqual([0.6, 0.8].map(Math.fround));
});
