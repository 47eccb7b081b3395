import { expect, test } from 'vitest';
import { closenessOf } from './closeness.ts';

test.each([
  [1, 'very-close'],
  [0.98, 'very-close'],
  [0.979, 'close'],
  [0.9, 'close'],
  [0.899, 'loose'],
  [0.75, 'loose'],
  [0.749, 'weak'],
  [0, 'weak'],
])('a place of %d among the pairs is %s', (percentile, word) => expect(closenessOf(percentile, 1000)).toBe(word));

test('without a place, or with fewer pairs than ten tracks have, there is no word', () => {
  expect(closenessOf(null, 1000)).toBeNull();
  expect(closenessOf(0.99, 44)).toBeNull();
  expect(closenessOf(0.99, 45)).toBe('very-close');
});
