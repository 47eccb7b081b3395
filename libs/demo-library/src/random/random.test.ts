import { expect, test } from 'vitest';
import { Random } from './random.ts';

test('equal names give equal streams, different names different streams', () => {
  const draw = (name: string): number[] => {
    const random = new Random(name);
    return Array.from({ length: 20 }, () => random.between(0, 1));
  };
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
});

test('integers cover the range with both ends; noise is centred and within ±1', () => {
  const random = new Random('range');
  expect(new Set(Array.from({ length: 200 }, () => random.integer(-1, 2)))).toEqual(new Set([-1, 0, 1, 2]));
  const noise = Array.from({ length: 50_000 }, () => random.noise());
  expect(Math.max(...noise.map(Math.abs))).toBeLessThanOrEqual(1);
  expect(Math.abs(noise.reduce((sum, value) => sum + value) / noise.length)).toBeLessThan(0.01);
  // The variance of a uniform distribution on [-1, 1).
  expect(noise.reduce((sum, value) => sum + value ** 2, 0) / noise.length).toBeCloseTo(1 / 3, 1);
});
