import { expect, test } from 'vitest';
import type { CardMatch } from './card.ts';
import { barText, closenessText, durationText } from './wording.ts';

const match = (percentile: number | null, similarity = 0.871): CardMatch => ({
  id: '',
  title: '',
  artist: null,
  album: null,
  durationSeconds: 1,
  rank: 1,
  sharedTags: [],
  similarity,
  percentile,
});

test.each([
  [0, '0:00'],
  [59.6, '1:00'],
  [185, '3:05'],
  [3599.4, '59:59'],
  [3600, '1:00:00'],
  [36_061, '10:01:01'],
])('%d s are %s', (seconds, text) => expect(durationText(seconds)).toBe(text));

test.each([
  [1, 0.9, '██████████'],
  [0.999, 0.9, '█████████░'],
  [0.5, 0.9, '█████░░░░░'],
  [0, 0.9, '░░░░░░░░░░'],
  [null, 0.71, '███████░░░'],
  [null, 1.0000001, '██████████'],
  [null, -0.3, '░░░░░░░░░░'],
])('place %s and cosine %d give the bar %s%s', (percentile, similarity, bar) =>
  expect(barText(match(percentile, similarity))).toBe(bar),
);

test('only the closest of all pairs has 100 %', () => {
  expect(closenessText(match(0.99999))).toBe('closer than 99.9 % of pairs · cosine 0.87');
  expect(closenessText(match(1))).toBe('closer than 100 % of pairs · cosine 0.87');
  expect(closenessText(match(0.29))).toBe('closer than 29 % of pairs · cosine 0.87');
  expect(closenessText(match(null))).toBe('cosine 0.87');
});
