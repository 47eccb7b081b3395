import { expect, test } from 'vitest';
import { agreementOf } from './agreement.ts';

/** Unit vectors at angles of a circle. */
const at = (...degrees: number[]): Float32Array[] =>
  degrees.map((each) => Float32Array.of(Math.cos((each * Math.PI) / 180), Math.sin((each * Math.PI) / 180)));

test('the same vectors agree completely', () => {
  const vectors = at(0, 10, 21, 33, 46);
  expect(agreementOf(vectors, vectors)).toEqual({
    tracks: 5,
    top3: 1,
    cosine: { min: expect.closeTo(1, 6), lowest5Percent: expect.closeTo(1, 6), median: expect.closeTo(1, 6) },
  });
});

test('a rotated vector lowers the minimum cosine and the agreement of its former neighbours', () => {
  const { cosine, top3 } = agreementOf(at(0, 1, 3, 6, 50), at(0, 1, 3, 60, 50));
  expect(cosine.min).toBeCloseTo(Math.cos((54 * Math.PI) / 180), 5);
  expect(cosine.median).toBeCloseTo(1, 6);
  // 0, 1 and 3 have 50 instead of the rotated one, which has 50 instead of 0; 50 keeps its three.
  expect(top3).toBeCloseTo((3 * 2 + 2 + 3) / 15, 6);
});
