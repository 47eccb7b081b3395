import { expect, test } from 'vitest';
import { byline, clock, lengthWords, percent } from './format.ts';

test('seconds are formatted like a clock', () => {
  expect([0, 59.9, 61, 3599, 3600, 36_061, -1].map(clock)).toEqual([
    '0:00',
    '0:59',
    '1:01',
    '59:59',
    '1:00:00',
    '10:01:01',
    '0:00',
  ]);
});

test('a share is rounded down, and is never 100%', () => {
  expect([0, 0.5, 0.9999, 1].map(percent)).toEqual(['0.0%', '50.0%', '99.9%', '99.9%']);
});

test('an unknown album is omitted, an unknown artist is named as such', () => {
  expect(byline({ artist: 'A', album: 'B' })).toBe('A · B');
  expect(byline({ artist: null, album: null })).toBe('Unknown artist');
});

test('minutes are said in words, hours from an hour on', () => {
  expect([0, 29, 90, 3540, 3600, 5400].map(lengthWords)).toEqual([
    '1 min',
    '1 min',
    '2 min',
    '59 min',
    '1 h 0 min',
    '1 h 30 min',
  ]);
});
