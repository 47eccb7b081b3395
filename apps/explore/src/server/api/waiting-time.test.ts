import { expect, test } from 'vitest';
import { WaitingTime } from './waiting-time.ts';

test('a question waits as long as the answers to those before it take', () => {
  const time = new WaitingTime();
  expect(time.estimate(500)).toBe(0);
  for (let n = 0; n < 200; n++) time.answered(1, 100, n * 20);
  expect(time.estimate(50)).toBeCloseTo(1000, -1);
  expect(time.estimate(0)).toBe(0);
});

test('pauses in which nothing waits do not count', () => {
  const time = new WaitingTime();
  for (let n = 0; n < 200; n++) {
    time.answered(1, 1, n * 10_000);
    time.answered(1, 0, n * 10_000 + 20);
  }
  expect(time.estimate(50)).toBeCloseTo(1000, -1);
});

test('questions that are answered together share the time', () => {
  const time = new WaitingTime();
  for (let n = 0; n < 50; n++) time.answered(16, 100, n * 320);
  expect(time.estimate(50)).toBeCloseTo(1000, -1);
});
