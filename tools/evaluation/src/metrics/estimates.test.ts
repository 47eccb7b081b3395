import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, test } from 'vitest';
import { bootstrapEstimate, shareEstimate } from './estimates.ts';

test('values that are all the same have an interval without width', () => {
  expect(bootstrapEstimate([0.25, 0.25, 0.25])).toEqual({ value: 0.25, low: 0.25, high: 0.25 });
});

test('the interval contains the figure, and is the same every time', () => {
  const values = [0, 1, 1, 0, 1, 0, 0, 1, 1, 1];
  const estimate = bootstrapEstimate(values);
  expect(estimate.value).toBe(0.6);
  // The middle 95% of a binomial with n = 10 and p = 0.6, divided by 10.
  expect(estimate.low).toBeCloseTo(0.3, 10);
  expect(estimate.high).toBeCloseTo(0.9, 10);
  expect(bootstrapEstimate(values)).toEqual(estimate);
});

test('intervals of many samples cover the true mean about 95 % of the time', () => {
  const random = xoroshiro128plus(7);
  const samples = 200;
  let covered = 0;
  for (let sample = 0; sample < samples; sample++) {
    const { low, high } = bootstrapEstimate(Array.from({ length: 40 }, () => uniformFloat64(random)));
    if (low <= 0.5 && 0.5 <= high) covered++;
  }
  // 95% of 200 is 190; percentile intervals of 40 values are a little short.
  // The generator is seeded, so this is the same on every run.
  expect(covered).toBeGreaterThanOrEqual(180);
  expect(covered).toBeLessThanOrEqual(198);
});

test('the statistic can be any function', () => {
  const largest = bootstrapEstimate([1, 2, 9], (values) => Math.max(...values));
  expect(largest).toMatchObject({ value: 9, high: 9 });
  expect(largest.low).toBeLessThan(9);
});

const answers = (yes: number, count: number): boolean[] => Array.from({ length: count }, (_, index) => index < yes);

// Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('the interval of %i of %i is from %d to %d', (yes, count, low, high) => {
  const estimate = shareEstimate(answers(yes, count));
  expect(estimate.value).toBe(yes / count);
  expect(estimate.low).toBeCloseTo(low, 4);
  expect(estimate.high).toBeCloseTo(high, 4);
});

test('the interval of 48 of 48 still has width', () => {
  expect(shareEstimate(answers(48, 48))).toMatchObject({ value: 1, high: 1 });
  expect(shareEstimate(answers(48, 48)).low).toBeCloseTo(48 / (48 + 1.96 ** 2), 4);
});
