import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberedStops } from './numbered-stops.ts';

const place = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }));

test('first and last are numbered, no other numbers overlap, and every stop without one is near one', () => {
  fc.assert(
    fc.property(fc.array(place, { maxLength: 40 }), (places) => {
      const numbered = numberedStops(places, 20);
      const last = places.length - 1;
      const near = (stop: number, other: number): boolean =>
        stop !== other && Math.hypot(places[stop]![0] - places[other]![0], places[stop]![1] - places[other]![1]) < 20;
      places.forEach((_, stop) => {
        const isEnd = stop === 0 || stop === last;
        if (isEnd) expect(numbered).toContain(stop);
        else
          expect(numbered.has(stop)).toBe(
            ![...numbered].some((other) => near(stop, other) && !(other > stop && other !== last)),
          );
      });
    }),
  );
});

test('no stops, no numbers', () => {
  expect(numberedStops([], 20).size).toBe(0);
});
