import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Tensor } from '@soundalike/audio-core/onnx-runtime';
import { sampleIndices, samplePatches } from './sample-activation.ts';

test('indices are spread over all, up to the most that are wanted', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 300 }), fc.integer({ min: 1, max: 5000 }), (most, length) => {
      const indices = sampleIndices(most, length);
      expect(indices).toHaveLength(Math.min(most, length));
      const sorted = indices.toSorted((a, b) => a - b);
      const gaps = [...sorted, length].map((index, n) => index - (sorted[n - 1] ?? 0));
      expect(sorted[0]).toBeGreaterThanOrEqual(0);
      expect(sorted.at(-1)).toBeLessThan(length);
      // The gaps between multiples of the golden ratio, modulo 1, are below 3 / most.
      expect(Math.max(...gaps)).toBeLessThan((3 * length) / indices.length + 1);
    }),
  );
});

test('a patch has the neighbours of a position in each channel, divided by the level, and zeros beyond the ends', () => {
  const values = Float32Array.from({ length: 12 }, (_, n) => n + 1);
  const { patches, positions } = samplePatches(new Tensor('float32', values, [1, 2, 3, 2]), 2);
  expect(positions).toBe(6);
  const patchAt = (position: number, channel: number): number[] =>
    Array.from({ length: 9 }, (_, tap) => patches[(9 * channel + tap) * positions + position]!);
  expect(patchAt(0, 0)).toEqual([0, 0, 0, 0, 1, 2, 0, 3, 4].map((value) => value / 2));
  expect(patchAt(3, 0)).toEqual([1, 2, 0, 3, 4, 0, 5, 6, 0].map((value) => value / 2));
  expect(patchAt(5, 1)).toEqual([9, 10, 0, 11, 12, 0, 0, 0, 0].map((value) => value / 2));
});

test('no more than 256 positions of an activation are taken', () => {
  const { patches, positions } = samplePatches(
    new Tensor('float32', new Float32Array(4000).fill(1), [1, 2, 500, 4]),
    1,
  );
  expect(positions).toBe(256);
  expect(patches).toHaveLength(18 * 256);
});
