import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildPointIndex, nearestPoint } from './nearest-point.ts';

const POSITIONS = { x: Float32Array.of(0, 1, 2), y: Float32Array.of(0, 0, 0) };
const INDEX = buildPointIndex(POSITIONS, 3);

test('finds the nearest of the points within reach', () => {
  expect(nearestPoint(POSITIONS, INDEX, [0.6, 0], 5)).toBe(1);
  expect(nearestPoint(POSITIONS, INDEX, [9, 0], 5)).toBeNull();
});

test('considers only candidates, and only points that have arrived', () => {
  expect(nearestPoint(POSITIONS, INDEX, [0.6, 0], 5, (point) => point !== 1)).toBe(0);
  expect(nearestPoint(POSITIONS, buildPointIndex(POSITIONS, 1), [1.9, 0], 5)).toBe(0);
  expect(nearestPoint(POSITIONS, buildPointIndex(POSITIONS, 0), [0, 0], 5)).toBeNull();
});

test('finds the same point as a comparison with all of them', () => {
  const place = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }));
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 200 }), place, (points, pointer) => {
      const positions = { x: Float32Array.from(points, ([x]) => x), y: Float32Array.from(points, ([, y]) => y) };
      const distances = points.map(([x, y]) => Math.hypot(x - pointer[0], y - pointer[1]));
      const found = nearestPoint(positions, buildPointIndex(positions, points.length), pointer, 20);
      expect(found === null ? null : distances[found]).toBe(
        Math.min(...distances) <= 20 ? Math.min(...distances) : null,
      );
    }),
  );
});
