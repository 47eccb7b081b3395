import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it, test } from 'vitest';
import { kOccurrence, skewness } from '../metrics/hubness.ts';
import { euclideanDistances, ranking } from './distances.ts';
import type { Distances } from './distances.ts';
import { localScaling, mutualProximity, RESCALINGS } from './rescaling.ts';

function fromMatrix(rows: readonly (readonly number[])[]): Distances {
  return { size: rows.length, row: (index) => Float64Array.from(rows[index]!) };
}

test('ranks by cosine, ties by order in the library', () => {
  const vectors = [
    [1, 0],
    [0, 1],
    [0.8, 0.6],
    [0.8, 0.6],
    [-1, 0],
  ].map((values) => Float32Array.from(values));
  expect(ranking(euclideanDistances(vectors), 0)).toEqual([2, 3, 1, 4]);
  expect(euclideanDistances(vectors).row(0)[1]).toBeCloseTo(Math.SQRT2, 6);
});

test('mutual proximity of three tracks, computed manually', () => {
  // From 0: distances 1 and 3, so N(2, 1); from 1: 1 and 2, N(1.5, 0.25); from 2: 3 and 2, N(2.5, 0.25).
  const { row } = mutualProximity(
    fromMatrix([
      [0, 1, 3],
      [1, 0, 2],
      [3, 2, 0],
    ]),
  );
  // Φ(−1) = 0.1586553, Φ(1) = 0.8413447.
  expect(row(0)[1]).toBeCloseTo(1 - (1 - 0.1586553) ** 2, 6);
  expect(row(0)[2]).toBeCloseTo(1 - (1 - 0.8413447) ** 2, 6);
  expect(row(1)[2]).toBeCloseTo(1 - (1 - 0.8413447) * (1 - 0.1586553), 6);
});

test('local scaling of three tracks, computed manually', () => {
  // The last neighbour's distance: 3, 2 and 3.
  const { row } = localScaling(
    fromMatrix([
      [0, 1, 3],
      [1, 0, 2],
      [3, 2, 0],
    ]),
  );
  expect(row(0)[1]).toBeCloseTo(1 / 6, 12);
  expect(row(0)[2]).toBeCloseTo(1, 12);
  expect(row(2)[1]).toBeCloseTo(4 / 6, 12);
});

describe.each(Object.entries(RESCALINGS))('%s', (_, rescale) => {
  // In many dimensions the points nearest to the middle of a cloud are neighbours of most others.
  const random = xoroshiro128plus(3);
  const points = Array.from({ length: 120 }, () => Array.from({ length: 40 }, () => uniformFloat64(random)));
  const distances = fromMatrix(
    points.map((point) => points.map((other) => Math.hypot(...point.map((value, dim) => value - other[dim]!)))),
  );
  const skew = (judged: Distances): number =>
    skewness(
      kOccurrence(
        points.map((__, seed) => ranking(judged, seed)),
        10,
      ),
    );

  it('is symmetric', () => {
    const { row } = rescale(distances);
    for (const [a, b] of [
      [0, 1],
      [5, 80],
      [40, 119],
    ] as const)
      expect(row(a)[b]).toBeCloseTo(row(b)[a]!, 12);
  });

  it('reduces hubness', () => {
    expect(skew(distances)).toBeGreaterThan(0.5);
    expect(skew(rescale(distances))).toBeLessThan(skew(distances) / 2);
  });

  it('ranks tracks that are all the same', () => {
    const same = rescale(euclideanDistances(Array.from({ length: 4 }, () => Float32Array.of(1, 0))));
    expect(ranking(same, 2)).toEqual([0, 1, 3]);
  });
});
