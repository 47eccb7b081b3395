import fc from 'fast-check';
import { expect, test } from 'vitest';
import { peaks } from './peaks.ts';

async function* pieces(...arrays: readonly ArrayLike<number>[]): AsyncGenerator<Float32Array> {
  for (const array of arrays) yield Float32Array.from(array);
}

test('each bin holds the largest absolute sample of its part, scaled to the largest of all', async () => {
  // At 20 Hz a block is one sample.
  await expect(peaks(pieces([0.1, -0.4], [0.2, 0.2, 0, 0.05]), 20, 3)).resolves.toEqual([1, 0.5, 0.125]);
});

test('silence and an empty track have only zeros', async () => {
  await expect(peaks(pieces(new Float32Array(100)), 20, 4)).resolves.toEqual([0, 0, 0, 0]);
  await expect(peaks(pieces(), 20, 2)).resolves.toEqual([0, 0]);
});

test('the division of samples into pieces does not matter, and values are from 0 to 1', async () => {
  const samples = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 400 });
  await fc.assert(
    fc.asyncProperty(samples, fc.nat(400), fc.integer({ min: 1, max: 50 }), async (values, cut, bins) => {
      const whole = await peaks(pieces(values), 100, bins);
      expect(await peaks(pieces(values.slice(0, cut), values.slice(cut)), 100, bins)).toEqual(whole);
      expect(whole).toHaveLength(bins);
      expect(whole.every((value) => value >= 0 && value <= 1)).toBe(true);
    }),
  );
});
