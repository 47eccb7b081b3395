import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NONE, OTHER } from '../../map-format/legends.ts';
import { facetShift } from '../../map-format/point-columns.ts';
import { legendEntries, paintOrder } from './colouring.ts';
import { startPoints } from './map-points.ts';
import type { MapPoints } from './map-points.ts';

function pointsOf(colours: readonly number[], loaded = colours.length): MapPoints {
  const points = startPoints('v', colours.length, { left: 0, right: 1, top: 0, bottom: 1 });
  colours.forEach((colour, n) => (points.colours[n] = colour << facetShift('genre')));
  return { ...points, loaded };
}

test('the legend lists only categories that occur', () => {
  const legend = { categories: [{ label: 'Jazz', tracks: 2 }], others: { categories: 0, tracks: 0 }, unknown: 0 };
  expect(legendEntries(legend)).toEqual([{ colour: 0, label: 'Jazz', tracks: 2 }]);
  expect(legendEntries({ ...legend, others: { categories: 1_200, tracks: 1_300 }, unknown: 4 }).slice(1)).toEqual([
    { colour: OTHER, label: '1,200 others', tracks: 1_300 },
    { colour: NONE, label: 'Unknown', tracks: 4 },
  ]);
});

test('greys are painted first, then the colours mixed, a highlighted colour last', () => {
  const points = pointsOf([2, OTHER, 0, NONE, 2, 1]);
  expect([...paintOrder(points, 'genre', null)]).toEqual([3, 1, 0, 2, 4, 5]);
  expect([...paintOrder(points, 'genre', OTHER)]).toEqual([3, 0, 2, 4, 5, 1]);
});

test('every point that has arrived is painted once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(NONE), { maxLength: 50 }),
      fc.nat(50),
      fc.nat(NONE),
      (colours, arrived, highlighted) => {
        const loaded = Math.min(arrived, colours.length);
        const order = paintOrder(pointsOf(colours, loaded), 'genre', highlighted);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: loaded }, (_, n) => n));
      },
    ),
  );
});
