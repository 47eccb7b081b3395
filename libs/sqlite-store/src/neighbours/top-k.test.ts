import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indicesOfHighest } from './top-k.ts';

test('returns the indices of the highest values, highest first', () => {
  fc.assert(
    // Equal values may be in any order, but -0 and 0 look different: adding 0 turns -0 into 0.
    fc.property(
      fc.array(fc.double({ min: -2, max: 1, noNaN: true }).map((value) => value + 0)),
      fc.integer({ min: 1, max: 40 }),
      (values, count) => {
        const found = indicesOfHighest(Float64Array.from(values), count);
        expect(new Set(found).size).toBe(found.length);
        expect(found.map((index) => values[index])).toEqual(values.toSorted((a, b) => b - a).slice(0, count));
      },
    ),
  );
});
