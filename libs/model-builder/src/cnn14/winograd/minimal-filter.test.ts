import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FOUR_OUTPUTS, kronecker, TWO_OUTPUTS, WHOLE_PAIR, transformFilters } from './minimal-filter.ts';
import type { Matrix } from './minimal-filter.ts';

const FILTERS = { FOUR_OUTPUTS, TWO_OUTPUTS, WHOLE_PAIR };
const number = fc.double({ min: -10, max: 10, noNaN: true });

function times(matrix: Matrix, vector: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, each, n) => sum + each * vector[n]!, 0));
}

test.each(Object.entries(FILTERS))(
  '%s gives the same outputs as a filter with three multiplications per output',
  (_, { offset, input, filter, output }) => {
    const inputs = input[0]!.length;
    const numbers = (length: number) => fc.array(number, { minLength: length, maxLength: length });
    fc.assert(
      fc.property(numbers(inputs), numbers(3), (x, taps) => {
        const filtered = times(filter, taps);
        const got = times(
          output,
          times(input, x).map((value, n) => value * filtered[n]!),
        );
        const want = output.map((__, at) => taps.reduce((sum, tap, n) => sum + tap * (x[at - 1 + n - offset] ?? 0), 0));
        got.forEach((value, n) => expect(value).toBeCloseTo(want[n]!, 8));
      }),
    );
  },
);

test('filters are transformed one by one, in the order of product, input and output', () => {
  const matrix = kronecker(FOUR_OUTPUTS.filter, TWO_OUTPUTS.filter);
  const [outputs, inputs] = [3, 2];
  const weights = Float32Array.from({ length: outputs * inputs * 9 }, (_, n) => Math.sin(n));
  const got = transformFilters(weights, outputs, matrix);
  expect(got).toHaveLength(24 * inputs * outputs);
  const want = times(matrix, [...weights.subarray((2 * inputs + 1) * 9, (2 * inputs + 2) * 9)]);
  want.forEach((value, product) => expect(got[(product * inputs + 1) * outputs + 2]).toBeCloseTo(value, 6));
});
