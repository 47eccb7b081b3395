import { describe, expect, test } from 'vitest';
import type { TrackMetadata } from '../../model/track.ts';
import type { TrackStore } from '../../store/track-store.ts';
import { useLibrary } from '../fixtures/contract-support.ts';
import type { CreateTestLibrary } from '../fixtures/contract-support.ts';
import { testSpace, testTrack } from '../fixtures/test-track.ts';

type Names = Pick<TrackMetadata, 'title' | 'artist' | 'album'>;

const NAMES: readonly Names[] = [
  { title: 'Blue in Green', artist: 'Miles Davis', album: 'Kind of Blue' },
  { title: 'So What', artist: 'Miles Davis', album: 'Kind of Blue' },
  { title: 'Svefn-g-englar', artist: 'Sigur Rós', album: 'Ágætis byrjun' },
  { title: 'Even Though You’re With Another Girl', artist: 'Trentemøller', album: 'The Last Resort' },
  { title: 'Andante', artist: null, album: null },
  { title: '100% "Pure" Love', artist: 'AC/DC: Tribute*', album: 'title:NEAR(x) OR NOT' },
  { title: '宇多田ヒカル', artist: 'ПРИВЕТ', album: 'Ωmega' },
];

async function storeWith(create: CreateTestLibrary, names: readonly Names[]): Promise<TrackStore> {
  const space = testSpace();
  const library = await useLibrary(create);
  const store = await library.openStore(space);
  await store.upsert(names.map((each, n) => testTrack(n, space, each)));
  return store;
}

const titles = async (found: ReturnType<TrackStore['search']>): Promise<string[]> =>
  (await found).map(({ title }) => title);

export function describeSearching(create: CreateTestLibrary): void {
  describe('search', () => {
    test('finds words by their prefix in title, artist and album, without regard to case and accents', async () => {
      await using store = await storeWith(create, NAMES);
      const found = async (text: string): Promise<string[]> => (await titles(store.search(text, 10))).sort();
      expect(await found('blue')).toEqual(['Blue in Green', 'So What']);
      expect(await found('mil dav wha')).toEqual(['So What']);
      expect(await found('green kind')).toEqual(['Blue in Green']);
      expect(await found('davis miles')).toEqual(['Blue in Green', 'So What']);
      expect(await found('SIGUR ROS')).toEqual(['Svefn-g-englar']);
      expect(await found('sigur rós')).toEqual(['Svefn-g-englar']);
      expect(await found('agaetis')).toEqual(['Svefn-g-englar']);
      expect(await found('engl')).toEqual(['Svefn-g-englar']);
      expect(await found('trentemoller')).toEqual(['Even Though You’re With Another Girl']);
      expect(await found('宇多田')).toEqual(['宇多田ヒカル']);
      expect(await found('прив')).toEqual(['宇多田ヒカル']);
      expect(await found('ωmeg')).toEqual(['宇多田ヒカル']);
    });

    test('finds no infixes, no tracks without one of the words, and nothing for blank text', async () => {
      await using store = await storeWith(create, NAMES);
      for (const text of ['lue', 'miles coltrane', 'zzz', '', '   ', '\t\n', '!?', '"', '*']) {
        expect(await titles(store.search(text, 10)), JSON.stringify(text)).toEqual([]);
      }
    });

    test('ranks matches in titles before artists before albums', async () => {
      const names: Names[] = [
        { title: 'Something', artist: 'Someone', album: 'Heroes' },
        { title: 'Anything', artist: 'Heroes', album: 'Some album' },
        { title: 'Heroes', artist: 'David Bowie', album: 'Low' },
        { title: 'A much longer title with Heroes somewhere in it', artist: 'Heroes del Silencio', album: 'Heroes' },
      ];
      await using store = await storeWith(create, [
        ...names,
        ...names.map(({ title }) => ({ title: `Other ${title.length}`, artist: null, album: null })),
      ]);
      const found = await titles(store.search('heroes', 10));
      expect(found.slice(0, 2).sort()).toEqual(['A much longer title with Heroes somewhere in it', 'Heroes']);
      expect(found.slice(2)).toEqual(['Anything', 'Something']);
      expect(await titles(store.search('hero', 3))).toEqual(found.slice(0, 3));
    });

    test('returns at most the requested number of tracks', async () => {
      await using store = await storeWith(
        create,
        Array.from({ length: 30 }, (_, n) => ({ title: `Song ${n}`, artist: 'Same', album: null })),
      );
      expect(await store.search('same', 7)).toHaveLength(7);
      expect(await store.search('song', 100)).toHaveLength(30);
    });

    test('searches only for the words in a text, even if it looks like a query language', async () => {
      await using store = await storeWith(create, NAMES);
      const pure = '100% "Pure" Love';
      const cases: readonly [string, readonly string[]][] = [
        ['"Pure"', [pure]],
        ['"pure', [pure]],
        ['pure*', [pure]],
        ['100%', [pure]],
        ['%', []],
        ['_', []],
        ['and', ['Andante']],
        ['AND', ['Andante']],
        ['blue AND green', []],
        ['not', [pure]],
        ['OR', [pure]],
        ['near(x)', [pure]],
        ['title:near', [pure]],
        ['title:blue', []],
        ['-blue', ['Blue in Green', 'So What']],
        ['^blue', ['Blue in Green', 'So What']],
        ['+blue {title}:', []],
        ['ac/dc', [pure]],
        ["'; DROP TABLE tracks; --", []],
        ['blue\u0000green', ['Blue in Green']],
        ['🎧', []],
        ['svefn-g', ['Svefn-g-englar']],
        ['\\', []],
        ['a'.repeat(5_000), []],
        ['blue '.repeat(2_000), ['Blue in Green', 'So What']],
        [Array.from({ length: 200 }, (_, n) => `word${n}`).join(' '), []],
      ];
      for (const [text, expected] of cases) {
        expect((await titles(store.search(text, 10))).sort(), JSON.stringify(text.slice(0, 40))).toEqual(expected);
      }
    });
  });
}
