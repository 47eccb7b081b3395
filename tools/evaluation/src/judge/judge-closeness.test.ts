import { expect, test } from 'vitest';
import type { TrackLabels } from '../library/read-library.ts';
import { euclideanDistances } from '../spaces/distances.ts';
import { judgeCloseness } from './judge-closeness.ts';

test('the nearest pairs are very close, and the ratio compares kin with strangers', () => {
  // Six pairs of twins on a half circle: the six nearest of 66 pairs are the twins.
  const angles = [0, 0.001, 0.5, 0.5015, 1.1, 1.1016, 1.8, 1.8017, 2.6, 2.6018, 3.05, 3.0519];
  const vectors = angles.map((angle) => Float32Array.of(Math.cos(angle), Math.sin(angle)));
  const labels = angles.map((_, n): TrackLabels => ({
    artist: n < 4 ? `artist ${n >> 1}` : `artist ${n}`,
    album: null,
    genres: [],
  }));
  const results = judgeCloseness(euclideanDistances(vectors), labels);
  expect(results.map(({ closeness, pairs, kin }) => [closeness, pairs, kin])).toEqual([
    ['very-close', 1, 1],
    ['close', 5, 1],
    ['loose', 10, 0],
    ['weak', 50, 0],
  ]);
  expect(results[0]!.ratio).toBeNull();
  expect(results[1]!.ratio).toBeCloseTo(1 / 2 / (4 / 64));
  expect(results.slice(2).map(({ ratio }) => ratio)).toEqual([0, 0]);
});
