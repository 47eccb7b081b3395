import { expect, test } from 'vitest';
import { parseTime } from './parse-time.ts';

test.each([
  ['90', 90],
  ['0:30', 30],
  ['1:30.5', 90.5],
  ['1:02:03', 3723],
])('%s is %d seconds', (text, seconds) => expect(parseTime(text)).toBe(seconds));

test.each(['', 'soon', '-5', '1:', ':30', '1:2:3:4', '1e3'])('%j is not a time', (text) =>
  expect(() => parseTime(text)).toThrow('such as'),
);
