import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeCard } from './place-card.ts';

const VIEW = { width: 390, height: 500 };
const CARD = { width: 200, height: 80 };

test('a card is above its point and centred, and below it where it would be cut', () => {
  expect(placeCard([195, 300], CARD, VIEW)).toEqual([95, 204]);
  expect(placeCard([195, 20], CARD, VIEW)).toEqual([95, 36]);
});

test('a card is entirely visible wherever its point is', () => {
  const place = fc.tuple(fc.integer({ min: 0, max: 390 }), fc.integer({ min: 0, max: 500 }));
  const size = fc.record({ width: fc.integer({ min: 1, max: 374 }), height: fc.integer({ min: 1, max: 484 }) });
  fc.assert(
    fc.property(place, size, (at, card) => {
      const [left, top] = placeCard(at, card, VIEW);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(left + card.width).toBeLessThanOrEqual(VIEW.width);
      expect(top + card.height).toBeLessThanOrEqual(VIEW.height);
    }),
  );
});

test('a small card never covers its point', () => {
  const place = fc.tuple(fc.integer({ min: 0, max: 390 }), fc.integer({ min: 0, max: 500 }));
  fc.assert(
    fc.property(place, ([x, y]) => {
      const [left, top] = placeCard([x, y], CARD, VIEW);
      expect(x >= left && x <= left + CARD.width && y >= top && y <= top + CARD.height).toBe(false);
    }),
  );
});
