import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexOf, nearestPoint } from './nearest-point.ts';
const POSITIONS = { x: [0, 1, 2], y: [0, 0, 0] };
const INDEX = indexOf(POSITIONS);
test('of the points within reach the nearest one is meant', () => {
  expect(nearestPoint(POSITIONS, INDEX, [0.6, 0], 5, null)).toBe(1);
  expect(nearestPoint(POSITIONS, INDEX, [9, 0], 5, null)).toBeNull();
});
test('only candidates count', () => {
  expect(nearestPoint(POSITIONS, INDEX, [0.6, 0], 5, new Set([0, 2]))).toBe(0);
});
test('it is the one that comparing all of them finds', () => {
  const place = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }));
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 200 }), place, (points, pointer) => {
      const positions = { x: points.map(([x]) => x), y: points.map(([, y]) => y) };
      const distances = points.map(([x, y]) => Math.hypot(x - pointer[0], y - pointer[1]));
      const found = nearestPoint(positions, indexOf(positions), pointer, 20, null);
      expect(found === null ? null : distances[found]).toBe(
        Math.min(...distances) <= 20 ? Math.min(...distances) : null,
      );
    }),
  );
});
