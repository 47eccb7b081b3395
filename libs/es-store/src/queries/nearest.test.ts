import { expect, test } from 'vitest';
import { numCandidates } from './nearest.ts';

test.each([
  [3, null, 200],
  [50, null, 500],
  [5_000, null, 10_000],
  [3, 77, 77],
  [300, 77, 300],
  [3, 10_000, 10_000],
])('for %i neighbours and %o configured: %i', (k, configured, candidates) => {
  expect(numCandidates(k, configured)).toBe(candidates);
});
