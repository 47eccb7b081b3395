import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDct } from './dct.ts';

function dct(values: Float64Array, count: number): Float64Array {
  const coefficients = new Float64Array(count);
  createDct(values.length, count)(values, coefficients);
  return coefficients;
}

test('the DCT equals scipy.fft.dct(x, type=2, norm="ortho") (scipy 1)', () => {
  const coefficients = dct(Float64Array.of(1, -2, 3.5, 0.25, 4, -1), 4);
  [2.34742767, -0.84848962, -1.875, 1.93917938].forEach((expected, k) =>
    expect(coefficients[k]).toBeCloseTo(expected, 6),
  );
});

test('the complete DCT keeps the energy', () => {
  const energy = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);
  fc.assert(
    fc.property(fc.float64Array({ minLength: 8, maxLength: 8, min: -100, max: 100, noNaN: true }), (values) => {
      expect(energy(dct(values, 8))).toBeCloseTo(energy(values), 0);
    }),
  );
});
