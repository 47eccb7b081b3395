import { expect, test } from 'vitest';
import { recommend } from './recommend.ts';
import { isSameSong } from './same-recording.ts';
import { SEED, storeOf, track } from './testing/library-of-angles.ts';

const fingerprint = (seed: number): Uint32Array =>
  Uint32Array.from({ length: 240 }, (_, n) => Math.imul(n * 7919 + seed, 0x9e3779b1) ^ Math.imul(n + seed, 0x85ebca6b));

/** A sample of pairs, of which half are less similar than `median`. */
const sampleAround = (median: number): number[] => Array.from({ length: 101 }, (_, n) => median + (n - 50) / 1000);

async function left(...others: Parameters<typeof track>[]): Promise<string[]> {
  const seed = track(SEED, 0, { artist: 'Anna', title: 'Song', fingerprint: fingerprint(1) });
  const store = storeOf([seed, ...others.map((each) => track(...each))], sampleAround(Math.cos(Math.PI / 4)));
  return (await recommend(store, { seed: { id: SEED }, count: 20 })).matches.map((match) => match.track.id);
}

test('a matching fingerprint means a copy, however different the vectors and the names are', async () => {
  expect(
    await left(['copy', 80, { fingerprint: fingerprint(1).subarray(16) }], ['a', 81, { fingerprint: fingerprint(2) }]),
  ).toEqual(['a']);
});

test('fingerprints that do not match mean different recordings, however similar the vectors are', async () => {
  expect(await left(['twin', 0.01, { fingerprint: fingerprint(2) }])).toEqual(['twin']);
});

test('without fingerprints to compare, the cosine decides', async () => {
  expect(await left(['twin', 0.01], ['short', 0.02, { fingerprint: new Uint32Array(0) }], ['a', 10])).toEqual(['a']);
});

test('a version by name must sound more similar than the median pair of the library', async () => {
  const live = { artist: 'Anna', title: 'Song (Live)', fingerprint: fingerprint(3) };
  expect(await left(['near', 40, live], ['far', 50, live])).toEqual(['far']);
});

const piece = (title: string, more: object = {}) => ({
  artist: 'Anna',
  artists: [],
  title,
  album: 'Album',
  discNo: null as number | null,
  trackNo: 1 as number | null,
  durationSeconds: 200,
  ...more,
});

test.each([
  ['versions', piece('Song'), piece('Song (Live)', { trackNo: 2, durationSeconds: 500 }), true],
  ['the same title on two albums', piece('Song'), piece('Song', { album: 'Live in Berlin', trackNo: 7 }), true],
  ['an unknown track number', piece('Song'), piece('Song', { trackNo: null }), true],
  ['two tracks of one album', piece('Song'), piece('Song', { trackNo: 7 }), false],
  ['the same number on two discs', piece('Song', { discNo: 1 }), piece('Song', { discNo: 2 }), false],
  ['very different lengths', piece('Song'), piece('Song (Live)', { durationSeconds: 601 }), false],
  ['a title that names no piece', piece('Allegro'), piece('Allegro', { album: 'Other' }), false],
  ['numbered pieces', piece('Untitled (1)'), piece('Untitled (2)'), false],
  ['other artists', piece('Song'), piece('Song (Live)', { artist: 'Bo' }), false],
])('by their tags, %s', (_, a, b, expected) => expect(isSameSong(a, b)).toBe(expected));
