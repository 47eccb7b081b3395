import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseThreshold, judgeThreshold } from './threshold.ts';

test('a threshold is judged by the shares of both kinds of errors', () => {
  expect(judgeThreshold(0.5, [0.4, 0.5, 0.9, 1], [0.1, 0.5, 0.6])).toEqual({ misses: 0.25, falseMerges: 2 / 3 });
});

test('values that can be separated are separated in the middle of the gap', () => {
  expect(chooseThreshold([0.9, 1], [0.1, 0.5])).toBeCloseTo(0.7, 12);
});

test('no other value between two pairs makes fewer errors', () => {
  const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(values, values, (same, different) => {
      const sorted = [...new Set([...same, ...different])].sort((a, b) => a - b);
      if (sorted.length < 2) return;
      const errorsOf = (threshold: number): number => {
        const { misses, falseMerges } = judgeThreshold(threshold, same, different);
        return misses + falseMerges;
      };
      const chosen = errorsOf(chooseThreshold(same, different));
      for (const [n, high] of sorted.entries())
        if (n > 0) expect(chosen).toBeLessThanOrEqual(errorsOf((sorted[n - 1]! + high) / 2) + 1e-12);
    }),
  );
});
