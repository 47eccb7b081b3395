import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kOccurrence, skewness } from './hubness.ts';

test('counts how often each track is among the k nearest of another', () => {
  expect(
    kOccurrence(
      [
        [1, 2],
        [2, 0],
        [1, 0],
        [1, 0],
      ],
      2,
    ),
  ).toEqual([3, 3, 2, 0]);
  expect(
    kOccurrence(
      [
        [1, 2],
        [2, 0],
        [1, 0],
        [1, 0],
      ],
      1,
    ),
  ).toEqual([0, 3, 1, 0]);
});

test('the occurrences of n tracks sum to n·k', () => {
  const library = fc.integer({ min: 2, max: 20 }).chain((size) => {
    const others = (own: number) =>
      fc.shuffledSubarray(
        Array.from({ length: size }, (_, index) => index).filter((index) => index !== own),
        { minLength: size - 1 },
      );
    return fc.tuple(...Array.from({ length: size }, (_, own) => others(own)));
  });
  fc.assert(
    fc.property(library, fc.integer({ min: 1, max: 20 }), (neighbours, k) => {
      const occurrences = kOccurrence(neighbours, k);
      expect(occurrences.reduce((sum, count) => sum + count, 0)).toBe(
        neighbours.length * Math.min(k, neighbours.length - 1),
      );
    }),
  );
});

test.each([
  [[1, 2, 3], 0],
  [[4, 4, 4], 0],
  // Mean 1, variance 3, third moment (−1·3 + 27)/4 = 6: 6 / 3^1.5.
  [[0, 0, 0, 4], 6 / 3 ** 1.5],
])('the skewness of %j is %d', (values, expected) => expect(skewness(values)).toBeCloseTo(expected, 12));

test('mirrored values have the opposite skewness', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 30 }), (values) => {
      expect(skewness(values.map((value) => -value))).toBeCloseTo(-skewness(values), 9);
    }),
  );
});
