import { expect, test } from 'vitest';
import { NO_TAGS } from '@soundalike/catalog';
import type { Recommendation, Track } from '@soundalike/catalog';
import { FAKE_SPACE } from '../testing/fake-audio.ts';
import { recommendationTable, weaknessNote } from './format-recommendation.ts';

const track = (title: string, artist: string | null): Track => ({
  id: title,
  spaceId: FAKE_SPACE.id,
  ...NO_TAGS,
  title,
  artist,
  album: 'An Album',
  durationSeconds: 180,
  paths: [],
  audioDigest: '',
  soundTags: [],
  indexedAt: '',
});
const seed = track('The Seed', 'Someone');
const recommendation: Recommendation = {
  space: FAKE_SPACE,
  seed,
  matches: [
    {
      track: track('Evil \u001b[31m\u202Ename', null),
      seed,
      similarity: 0.98765,
      percentile: 0.99996,
      closeness: 'very-close',
      sharedTags: ['piano', 'ambient'],
    },
    {
      track: track('A title that is far too long for any column of this table', 'Someone Else'),
      seed,
      similarity: 0.5,
      percentile: null,
      closeness: null,
      sharedTags: [],
    },
  ],
};

test.each([60, 80, 109, 110, 200])(
  'at %i columns the table shows every name, figure and tag, and no line is wider',
  (columns) => {
    const table = recommendationTable(recommendation, columns);
    for (const text of [
      'The Seed',
      'Someone',
      'An Album',
      '0.9877',
      'very close',
      '99.9% of pairs',
      'piano',
      'ambient',
      '0.5000',
      'table',
    ])
      expect(table).toContain(text);
    for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
  },
);

test('names cannot send control sequences to the terminal', () => {
  expect(recommendationTable(recommendation)).not.toMatch(/[\u001b\u202e]/u);
});

test('matches that are all weak are called so, and others are not', () => {
  const [first] = recommendation.matches;
  const weak = { ...first!, closeness: 'weak' } as const;
  expect(weaknessNote({ ...recommendation, matches: [weak, weak] })).toMatch(
    /^Nothing in this library is really like/u,
  );
  expect(weaknessNote({ ...recommendation, matches: [first!, weak] })).toBeNull();
  expect(weaknessNote({ ...recommendation, matches: [] })).toBeNull();
});
