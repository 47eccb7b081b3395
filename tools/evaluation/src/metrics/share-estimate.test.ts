import { expect, test } from 'vitest';
import { shareEstimate } from './share-estimate.ts';

const answers = (yes: number, count: number): boolean[] => Array.from({ length: count }, (_, index) => index < yes);

// Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i lies between %d and %d', (yes, count, low, high) => {
  const estimate = shareEstimate(answers(yes, count));
  expect(estimate.value).toBe(yes / count);
  expect(estimate.low).toBeCloseTo(low, 4);
  expect(estimate.high).toBeCloseTo(high, 4);
});

test('all of 48 still leaves doubt', () => {
  expect(shareEstimate(answers(48, 48))).toMatchObject({ value: 1, high: 1 });
  expect(shareEstimate(answers(48, 48)).low).toBeCloseTo(48 / (48 + 1.96 ** 2), 4);
});
