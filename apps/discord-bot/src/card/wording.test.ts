import { expect, test } from 'vitest';
import { closenessOf } from '@soundalike/catalog';
import type { Card, CardMatch } from './card.ts';
import { barText, closenessText, durationText, introductionText, matchesNote, reasonsText } from './wording.ts';

const match = (percentile: number | null, rank = 1): CardMatch => ({
  id: '',
  title: '',
  artist: null,
  album: null,
  durationSeconds: 1,
  rank,
  sharedTags: [],
  likeTitle: null,
  percentile,
  closeness: closenessOf(percentile, 1000),
});
const cardOf = (matches: readonly CardMatch[], rest: Partial<Card> = {}): Card => ({
  seed: { kind: 'song', ...match(1) },
  matches,
  request: { count: matches.length, otherArtists: false },
  canListen: false,
  language: 'en',
  ...rest,
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
  [1, '██████████'],
  [0.9999, '█████████░'],
  [0.98, '████████░░'],
  [0.9, '██████░░░░'],
  [0.75, '████░░░░░░'],
  [0.5, '███░░░░░░░'],
  [0, '█░░░░░░░░░'],
])('place %d gives the bar %s', (percentile, bar) => expect(barText(percentile)).toBe(bar));

test.each([
  [0.99, 1, 'very close'],
  [0.95, 1, 'close'],
  [0.8, 2, 'loosely similar'],
  [0.4, 2, 'not really alike'],
  [0.4, 1, 'the closest there is, but not really alike'],
])('place %d of match %d is "%s"', (percentile, rank, words) =>
  expect(closenessText(match(percentile, rank), 'en')).toBe(`${barText(percentile)} ${words}`),
);

test('in a library that is too small to judge by, nothing is said', () => {
  expect(closenessText(match(null), 'en')).toBeNull();
});

test('matches that are all weak are introduced as such, and no matches not at all', () => {
  expect(introductionText(cardOf([match(0.99), match(0.1, 2)]))).toBe('These songs sound most like it:');
  expect(introductionText(cardOf([match(0.2), match(0.1, 2)]))).toMatch(/^Nothing here is really like it/u);
  expect(introductionText(cardOf([match(null)]))).toBe('These songs sound most like it:');
  expect(introductionText(cardOf([match(0.99)], { seed: { kind: 'artist', id: '', name: 'Ann' } }))).toMatch(/others/u);
  expect(introductionText(cardOf([]))).toBeNull();
});

test('reasons are the shared tags, and the nearest song of an artist', () => {
  const shout = (text: string): string => text.toUpperCase();
  expect(reasonsText({ sharedTags: ['Piano', 'Jazz'], likeTitle: null }, 'en', shout)).toBe('both: PIANO, JAZZ');
  expect(reasonsText({ sharedTags: ['Piano'], likeTitle: 'Dawn' }, 'de', shout)).toBe(
    'am ehesten wie DAWN · beide: PIANO',
  );
  expect(reasonsText({ sharedTags: [], likeTitle: null }, 'en', shout)).toBeNull();
});

test('fewer matches than requested are noted', () => {
  const request = { count: 3, otherArtists: false };
  expect(matchesNote(cardOf([match(1)], { request }))).toBe('Nothing more in this library fits: 1 of 3.');
  expect(matchesNote(cardOf([], { request }))).toBe('Nothing else in this library fits.');
  expect(matchesNote(cardOf([match(1)]))).toBeNull();
});
