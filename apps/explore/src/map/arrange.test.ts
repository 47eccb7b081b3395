import { expect, test } from 'vitest';
import { clusteredVectors } from '@soundalike/catalog/testing';
import { arrange } from './arrange.ts';
import { principalAxes, project } from './principal-axes.ts';

const CLUSTERS = 4;
const PER_CLUSTER = 30;

/** Clusters one after the other, reduced in the same way as for the map. */
function rows(): number[][] {
  const vectors = Array.from({ length: CLUSTERS }, (_, seed) => [
    ...clusteredVectors({ count: PER_CLUSTER, dims: 24, clusters: 1, seed: seed + 1 }),
  ]).flat();
  const axes = principalAxes(vectors, 10);
  return vectors.map((vector) => project(vector, axes));
}

test('the same tracks get the same positions', () => {
  expect(arrange(rows(), () => undefined)).toEqual(arrange(rows(), () => undefined));
});

test('the nearest point of every track is a track of its own cluster', () => {
  const positions = arrange(rows(), () => undefined);
  const nearestIsOwn = positions.filter(([x, y], point) => {
    const nearest = positions
      .map(([otherX, otherY], other) => ({
        other,
        distance: other === point ? Infinity : Math.hypot(otherX - x, otherY - y),
      }))
      .reduce((a, b) => (b.distance < a.distance ? b : a));
    return Math.floor(nearest.other / PER_CLUSTER) === Math.floor(point / PER_CLUSTER);
  });
  expect(nearestIsOwn.length).toBe(positions.length);
});

test('progress is reported for every stage, to its end', () => {
  const reported: unknown[] = [];
  arrange(rows(), (progress) => reported.push(progress));
  expect(reported[0]).toEqual({ stage: 'neighbours', share: null });
  expect(reported.at(-1)).toEqual({ stage: 'arranging', share: 1 });
});

test.each([0, 1, 2, 3, 9, 10, 11])('%i tracks get finite positions', (count) => {
  const positions = arrange(rows().slice(0, count), () => undefined);
  expect(positions).toHaveLength(count);
  expect(positions.flat().every(Number.isFinite)).toBe(true);
});

test('identical tracks get finite positions', () => {
  const positions = arrange(
    Array.from({ length: 20 }, () => []),
    () => undefined,
  );
  expect(positions.flat().every(Number.isFinite)).toBe(true);
});
