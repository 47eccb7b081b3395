import { expect, test } from 'vitest';
import { realNumber, wholeNumber } from './parse-number.ts';

test.each(['', ' ', 'x', '0', '-1', '1.5', 'NaN', '1e400'])('%j is no whole number from 1 on', (text) => {
  expect(() => wholeNumber(1)(text)).toThrow(/expected a whole number from 1 on/u);
});

test('numbers are read', () => {
  expect(wholeNumber(1)('12')).toBe(12);
  expect(realNumber(-1)('-0.5')).toBe(-0.5);
  expect(() => realNumber(0)('-0.5')).toThrow(/expected a number from 0 on/u);
});
