import fc from 'fast-check';
import { expect, it } from 'vitest';
import { l2Normalise } from './l2-normalise.ts';

it('gives norm 1 ± 1e-6 and keeps the direction', () => {
  const vectors = fc
    .float32Array({ minLength: 1, maxLength: 2048, min: -1e6, max: 1e6, noNaN: true })
    .filter((v) => v.some((x) => Math.abs(x) > 1e-6));
  fc.assert(
    fc.property(vectors, (vector) => {
      const unit = l2Normalise(vector);
      expect(Math.abs(Math.hypot(...unit) - 1)).toBeLessThan(1e-6);
      const dot = unit.reduce((sum, value, index) => sum + value * vector[index]!, 0);
      expect(dot / Math.hypot(...vector)).toBeCloseTo(1, 5);
    }),
  );
});

it.each([
  ['zero', new Float32Array(3)],
  ['not a number', Float32Array.of(1, Number.NaN)],
  ['infinite', Float32Array.of(1, Infinity)],
])('refuses a vector that is %s', (_, vector) => {
  expect(() => l2Normalise(vector)).toThrow(expect.objectContaining({ code: 'EMBEDDING_INVALID' }));
});
