import { expect, test } from 'vitest';
import { realNumber, wholeNumber } from './parse-number.ts';

test.each(['', ' ', 'x', '0', '-1', '1.5', 'NaN', '1e400'])('%j is not a whole number of at least 1', (text) => {
  expect(() => wholeNumber(1)(text)).toThrow(/must be a whole number of at least 1\./u);
});

test('numbers in range are parsed', () => {
  expect(wholeNumber(1)('12')).toBe(12);
  expect(realNumber(-1)('-0.5')).toBe(-0.5);
  expect(() => realNumber(0)('-0.5')).toThrow(/must be a number of at least 0\./u);
});
