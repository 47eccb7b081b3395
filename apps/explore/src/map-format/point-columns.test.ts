import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FACETS } from './legends.ts';
import { colourOf, decodePoints, emptyColumns, encodePoints, facetShift } from './point-columns.ts';

const point = fc.record({
  x: fc.float({ noNaN: true }),
  y: fc.float({ noNaN: true }),
  colours: fc.tuple(fc.nat(11), fc.nat(11), fc.nat(11), fc.nat(11)),
});

test('any part of any map is decoded as it was encoded', () => {
  fc.assert(
    fc.property(fc.array(point, { maxLength: 60 }), fc.nat(60), fc.nat(60), (points, start, count) => {
      const columns = emptyColumns(points.length);
      points.forEach(({ x, y, colours }, n) => {
        columns.x[n] = x;
        columns.y[n] = y;
        columns.colours[n] = FACETS.reduce((bits, facet, at) => bits | (colours[at]! << facetShift(facet)), 0);
      });
      const from = Math.min(start, points.length);
      const to = Math.min(from + count, points.length);
      const decoded = decodePoints(encodePoints(columns, from, to).buffer);
      const expected = points.slice(from, to);
      expect([...decoded.x]).toEqual(expected.map(({ x }) => x));
      expect([...decoded.y]).toEqual(expected.map(({ y }) => y));
      FACETS.forEach((facet, at) => {
        const numbers = [...decoded.colours].map((colours) => colourOf(colours, facetShift(facet)));
        expect(numbers).toEqual(expected.map(({ colours }) => colours[at]));
      });
    }),
  );
});

test('bytes that are cut off in the middle of a point are refused', () => {
  expect(() => decodePoints(new ArrayBuffer(25))).toThrow(RangeError);
});
