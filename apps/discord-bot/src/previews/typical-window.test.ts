import fc from 'fast-check';
import { expect, test } from 'vitest';
import { typicalWindow } from './typical-window.ts';

const seconds = (...levels: number[]): Float32Array[] => levels.map((level) => Float32Array.of(level, -level));
const repeat = (level: number, times: number): number[] => Array.from({ length: times }, () => level);

test('skips an intro and an outro', () => {
  expect(typicalWindow(seconds(...repeat(-80, 10), ...repeat(-20, 60), ...repeat(-80, 10)), 30)).toBe(10);
  expect(typicalWindow(seconds(...repeat(-80, 40), ...repeat(-20, 200)), 30)).toBe(40);
});

test('skips a break', () => {
  expect(typicalWindow(seconds(...repeat(-20, 20), ...repeat(-60, 8), ...repeat(-20, 40)), 30)).toBe(28);
});

test('the window of a short or empty track starts at 0', () => {
  expect(typicalWindow(seconds(1, 2, 3), 3)).toBe(0);
  expect(typicalWindow(seconds(1, 2), 30)).toBe(0);
  expect(typicalWindow([], 30)).toBe(0);
});

test('no other window is nearer to the entire track', () => {
  const level = fc.array(fc.integer({ min: -80, max: 0 }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(level, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 12 }), (levels, length) => {
      const mean = [0, 1, 2].map((band) => levels.reduce((sum, second) => sum + second[band]! / levels.length, 0));
      const distance = (start: number): number =>
        levels
          .slice(start, start + length)
          .reduce((sum, second) => sum + Math.hypot(...second.map((value, band) => value - mean[band]!)), 0);
      const starts = Array.from({ length: Math.max(1, levels.length - length + 1) }, (_, start) => start);
      const found = typicalWindow(
        levels.map((second) => Float32Array.from(second)),
        length,
      );
      expect(distance(found)).toBeCloseTo(Math.min(...starts.map(distance)), 5);
    }),
  );
});
