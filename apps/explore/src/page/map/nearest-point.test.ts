import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildPointIndex, nearestPoint } from './nearest-point.ts';

const POSITIONS = { x: [0, 1, 2], y: [0, 0, 0] };
const INDEX = buildPointIndex(POSITIONS);

test('finds the nearest of the points within reach', () => {
  expect(nearestPoint(POSITIONS, INDEX, [0.6, 0], 5, null)).toBe(1);
  expect(nearestPoint(POSITIONS, INDEX, [9, 0], 5, null)).toBeNull();
});

test('considers only candidates', () => {
  expect(nearestPoint(POSITIONS, INDEX, [0.6, 0], 5, new Set([0, 2]))).toBe(0);
});

test('finds the same point as a comparison with all of them', () => {
  const place = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }));
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 200 }), place, (points, pointer) => {
      const positions = { x: points.map(([x]) => x), y: points.map(([, y]) => y) };
      const distances = points.map(([x, y]) => Math.hypot(x - pointer[0], y - pointer[1]));
      const found = nearestPoint(positions, buildPointIndex(positions), pointer, 20, null);
      expect(found === null ? null : distances[found]).toBe(
        Math.min(...distances) <= 20 ? Math.min(...distances) : null,
      );
    }),
  );
});
