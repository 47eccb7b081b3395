import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testSpace, testTrack } from '@soundalike/catalog/testing';
import type { EmbeddedTrack, TrackStore } from '@soundalike/catalog';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { albumsOf, mostFrequent } from './albums-of.ts';
import { tracksOfAlbum, tracksOfArtist } from './named-tracks.ts';

const SPACE = testSpace();
/** Names that are hard to search for, to write in an address, or to tell apart. */
const ODD_NAMES = [
  'AC/DC',
  '"Quoted" & <b>',
  '🎧',
  '!!!',
  '???',
  'くるり',
  "Guns N' Roses",
  '100%',
  '- -',
  'a'.repeat(400),
];

let folder: string;
let store: TrackStore;
const tracks: EmbeddedTrack[] = [
  ...ODD_NAMES.map((name, n) => testTrack(n, SPACE, { title: `Song ${n}`, artist: name, album: name })),
  // The title has the words of another artist.
  testTrack(100, SPACE, { title: 'AC/DC', artist: 'A cover band', album: null }),
  testTrack(101, SPACE, { title: 'One', artist: 'Ann', albumArtist: 'Various', album: 'Mix', trackNo: 2 }),
  testTrack(102, SPACE, { title: 'Two', artist: 'Ben', albumArtist: 'Various', album: 'MIX', trackNo: 1 }),
  testTrack(103, SPACE, { title: 'Three', artist: 'Ann', albumArtist: null, album: 'Mix' }),
  testTrack(104, SPACE, {
    title: 'Four',
    artist: 'Ann & Ben',
    artists: ['Ann', 'Ben'],
    album: null,
    albumArtist: null,
  }),
  testTrack(105, SPACE, { title: 'Five', artist: null, albumArtist: null, album: 'Mix' }),
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'named-tracks-'));
  store = await openSqliteStore({ path: join(folder, 'store.db'), space: SPACE, create: true });
  await store.upsert(tracks);
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const titles = (found: readonly { title: string }[]): string[] => found.map(({ title }) => title);

test.each(ODD_NAMES.map((name, n) => [name.slice(0, 20), name, n] as const))(
  'the artist and the album %s are found, and nothing else',
  async (_, name, n) => {
    expect(titles(await tracksOfArtist(store, name))).toEqual([`Song ${n}`]);
    expect(titles(await tracksOfAlbum(store, name, name))).toEqual([`Song ${n}`]);
  },
);

test('letter case does not matter, and the artists of a list are artists', async () => {
  expect(new Set(titles(await tracksOfArtist(store, 'ANN')))).toEqual(new Set(['One', 'Three', 'Four']));
  expect(await tracksOfArtist(store, 'An')).toEqual([]);
  expect(await tracksOfArtist(store, 'Nobody')).toEqual([]);
});

test('an album with an album artist has the songs of all its artists in their order', async () => {
  expect(titles(await tracksOfAlbum(store, 'mix', 'Various'))).toEqual(['Two', 'One']);
  expect(titles(await tracksOfAlbum(store, 'Mix', 'Ben'))).toEqual(['Two', 'One']);
  // Two albums of this name have songs of hers.
  expect(new Set(titles(await tracksOfAlbum(store, 'Mix', 'Ann')))).toEqual(new Set(['Two', 'One', 'Three']));
  expect(titles(await tracksOfAlbum(store, 'Mix', ''))).toEqual(['Five']);
  expect(await tracksOfAlbum(store, 'Mix', 'Nobody')).toEqual([]);
});

test('albums are counted once, whatever the letter case of their name', () => {
  expect(albumsOf(tracks.slice(11))).toEqual([
    { album: 'Mix', artist: 'Various', tracks: 2 },
    { album: 'Mix', artist: 'Ann', tracks: 1 },
    { album: 'Mix', artist: null, tracks: 1 },
  ]);
  expect(mostFrequent(['a', null, 'b', 'b', null, null])).toBe('b');
  expect(mostFrequent([null])).toBeNull();
});
