import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextPoint } from './next-point.ts';
import type { Direction } from './next-point.ts';
import { buildPointIndex } from './nearest-point.ts';

function next(places: readonly (readonly [number, number])[], from: readonly [number, number], direction: Direction) {
  const positions = { x: Float32Array.from(places, ([x]) => x), y: Float32Array.from(places, ([, y]) => y) };
  return nextPoint(positions, buildPointIndex(positions, places.length), from, direction, 1);
}

test('goes to the near point in the direction of the key, not to a nearer one elsewhere', () => {
  const places = [
    [0, 0],
    [5, 0.5],
    [-2, 0],
    [0, -300],
    [0, 4],
  ] as const;
  expect(next(places, [0, 0], 'right')).toBe(1);
  expect(next(places, [0, 0], 'left')).toBe(2);
  expect(next(places, [0, 0], 'up')).toBe(3);
  expect(next(places, [0, 0], 'down')).toBe(4);
  expect(next(places, [5, 0.5], 'right')).toBeNull();
});

test('passes over points too near to see the step, unless there are no others', () => {
  expect(
    next(
      [
        [0.2, 0],
        [3, 0],
      ],
      [0, 0],
      'right',
    ),
  ).toBe(1);
  expect(next([[0.2, 0]], [0, 0], 'right')).toBe(0);
});

test('a step always goes in its direction, and is null only if nothing is there', () => {
  const place = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }));
  const direction = fc.constantFrom<Direction[]>('left', 'right', 'up', 'down');
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 60 }), place, direction, (places, from, towards) => {
      const [along, across] = {
        left: [(x: number) => -x, (_x: number, y: number) => y],
        right: [(x: number) => x, (_x: number, y: number) => y],
        up: [(_x: number, y: number) => -y, (x: number) => x],
        down: [(_x: number, y: number) => y, (x: number) => x],
      }[towards] as [(x: number, y: number) => number, (x: number, y: number) => number];
      const inDirection = places.flatMap(([x, y], point) => {
        const [dx, dy] = [x - from[0], y - from[1]];
        return along(dx, dy) > 0 && Math.abs(across(dx, dy)) <= along(dx, dy) ? [point] : [];
      });
      const found = next(places, from, towards);
      if (inDirection.length === 0) expect(found).toBeNull();
      else expect(inDirection).toContain(found);
    }),
  );
});
