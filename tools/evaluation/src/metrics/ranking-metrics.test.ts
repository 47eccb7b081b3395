import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { mean } from './estimates.ts';
import { averagePrecision, chanceAveragePrecision, chancePrecisionAt, precisionAt } from './ranking-metrics.ts';

const R = true;
const _ = false;

test.each([
  [3, [R, _, R, R], 2 / 3],
  [10, [R, _, R, R], 3 / 10],
  [3, [_, _, _, R], 0],
  [3, [R], 1 / 3],
])('precision@%i of %j is %d', (k, relevances, expected) =>
  expect(precisionAt(k, relevances)).toBeCloseTo(expected, 12),
);

test.each([
  // Manning, Raghavan & Schütze's way: precision at each relevant place, averaged.
  [[R, _, R, _, _, R], (1 + 2 / 3 + 3 / 6) / 3],
  [[_, _, _, R], 1 / 4],
  [[R, R, R], 1],
  [[_, R, R], (1 / 2 + 2 / 3) / 2],
])('average precision of %j is %d', (relevances, expected) =>
  expect(averagePrecision(relevances)).toBeCloseTo(expected, 12),
);

const counts = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 12 }));

test('a perfect ranking scores 1, and any other less', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 12 }), ([relevant, others], k) => {
      const perfect = [...Array<boolean>(relevant).fill(true), ...Array<boolean>(others).fill(false)];
      expect(averagePrecision(perfect)).toBeCloseTo(1, 12);
      expect(precisionAt(k, perfect)).toBeCloseTo(Math.min(k, relevant) / k, 12);
      if (others > 0) expect(averagePrecision([...perfect].reverse())).toBeLessThan(1);
    }),
  );
});

/** Yield every placement of the relevant tracks; a random order gives each equally often. */
function* placements(relevant: number, candidates: number): Generator<boolean[]> {
  for (let bits = 0; bits < 2 ** candidates; bits++) {
    const relevances = Array.from({ length: candidates }, (__, place) => ((bits >> place) & 1) === 1);
    if (relevances.filter(Boolean).length === relevant) yield relevances;
  }
}

describe('chance', () => {
  it.each([
    [1, 1],
    [1, 5],
    [2, 5],
    [3, 7],
    [5, 5],
    [4, 9],
  ])('with %i of %i relevant is the mean over all orders', (relevant, candidates) => {
    const all = [...placements(relevant, candidates)];
    expect(chanceAveragePrecision(relevant, candidates)).toBeCloseTo(mean(all.map(averagePrecision)), 12);
    for (const k of [1, 3, 10]) {
      expect(chancePrecisionAt(k, relevant, candidates)).toBeCloseTo(
        mean(all.map((relevances) => precisionAt(k, relevances))),
        12,
      );
    }
  });
});
