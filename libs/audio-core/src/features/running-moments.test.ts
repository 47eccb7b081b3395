import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RunningMoments } from './running-moments.ts';

test('mean and deviation of rows, computed manually', () => {
  const moments = new RunningMoments(2);
  moments.add(Float32Array.of(1, 10, 3, 10));
  moments.add(Float32Array.of(5, 16));
  expect(moments.rows).toBe(3);
  expect([...moments.mean()]).toEqual([3, 12]);
  expect([...moments.meanAndDeviation()]).toEqual([3, 12, Math.sqrt(8 / 3), Math.sqrt(8)].map(Math.fround));
});

test('the result does not depend on how the rows are split', () => {
  const rows = fc.array(fc.float({ min: -1000, max: 1000, noNaN: true }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(rows, fc.nat(), (values, cut) => {
      const whole = new RunningMoments(1);
      whole.add(Float32Array.from(values));
      const parts = new RunningMoments(1);
      parts.add(Float32Array.from(values.slice(0, cut % values.length)));
      parts.add(Float32Array.from(values.slice(cut % values.length)));
      expect(parts.meanAndDeviation()).toEqual(whole.meanAndDeviation());
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(whole.mean()[0]).toBeCloseTo(mean, 2);
    }),
  );
});
