import fc from 'fast-check';
import { expect, test } from 'vitest';
import { highest } from './highest.ts';

test('gives the highest values, highest first', () => {
  fc.assert(
    // Of equals the order is free, but -0 and 0 look different: adding 0 leaves one of them.
    fc.property(
      fc.array(fc.double({ min: -2, max: 1, noNaN: true }).map((value) => value + 0)),
      fc.integer({ min: 1, max: 40 }),
      (values, count) => {
        const found = highest(Float64Array.from(values), count);
        expect(new Set(found).size).toBe(found.length);
        expect(found.map((index) => values[index])).toEqual(values.toSorted((a, b) => b - a).slice(0, count));
      },
    ),
  );
});
