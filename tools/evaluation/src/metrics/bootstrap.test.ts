import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, test } from 'vitest';
import { bootstrapEstimate } from './bootstrap.ts';

test('values that are all the same leave no doubt', () => {
  expect(bootstrapEstimate([0.25, 0.25, 0.25])).toEqual({ value: 0.25, low: 0.25, high: 0.25 });
});

test('the interval holds the figure, and is the same every time', () => {
  const values = [0, 1, 1, 0, 1, 0, 0, 1, 1, 1];
  const estimate = bootstrapEstimate(values);
  expect(estimate.value).toBe(0.6);
  // The middle 95% of a binomial with n = 10 and p = 0.6, divided by 10.
  expect(estimate.low).toBeCloseTo(0.3, 10);
  expect(estimate.high).toBeCloseTo(0.9, 10);
  expect(bootstrapEstimate(values)).toEqual(estimate);
});

test('intervals of many samples cover the true mean about as often as they say', () => {
  const random = xoroshiro128plus(7);
  const samples = 200;
  let covered = 0;
  for (let sample = 0; sample < samples; sample++) {
    const { low, high } = bootstrapEstimate(Array.from({ length: 40 }, () => uniformFloat64(random)));
    if (low <= 0.5 && 0.5 <= high) covered++;
  }
  // 95% of 200 is 190; percentile intervals of 40 values are a little short. The generator is seeded, so this is the same on every run.
  expect(covered).toBeGreaterThanOrEqual(180);
  expect(covered).toBeLessThanOrEqual(198);
});

test('any statistic will do', () => {
  const largest = bootstrapEstimate([1, 2, 9], (values) => Math.max(...values));
  expect(largest).toMatchObject({ value: 9, high: 9 });
  expect(largest.low).toBeLessThan(9);
});
