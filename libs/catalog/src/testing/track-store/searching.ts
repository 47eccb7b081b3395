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

    test('finds any part of a name in a script without blanks, and syllables of Korean', async () => {
      await using store = await storeWith(create, [
        { title: '群青日和', artist: '東京事変', album: '教育' },
        { title: '月亮代表我的心', artist: '邓丽君', album: 'x' },
        { title: '夜に駆ける', artist: 'YOASOBI', album: 'THE BOOK' },
        { title: 'パプリカ', artist: '椎名 林檎', album: null },
        { title: '첫사랑', artist: '성시경', album: null },
        { title: 'รักแรกพบ', artist: null, album: null },
      ]);
      const cases: readonly [string, string][] = [
        ['日和', '群青日和'],
        ['事変', '群青日和'],
        ['東京 日和', '群青日和'],
        ['代表', '月亮代表我的心'],
        ['我的心', '月亮代表我的心'],
        ['駆ける', '夜に駆ける'],
        ['夜に駆ける', '夜に駆ける'],
        ['yoasobi 駆', '夜に駆ける'],
        ['ﾌﾟﾘｶ', 'パプリカ'],
        ['椎名林檎', 'パプリカ'],
        ['林檎', 'パプリカ'],
        ['사랑', '첫사랑'],
        ['แรก', 'รักแรกพบ'],
      ];
      for (const [text, expected] of cases) expect(await titles(store.search(text, 10)), text).toEqual([expected]);
      expect(await titles(store.search('代教', 10))).toEqual([]);
    });

    test('finds words written together or apart, with and without an apostrophe', async () => {
      await using store = await storeWith(create, [
        { title: 'Thunderstruck', artist: 'AC/DC', album: 'The Razor’s Edge' },
        { title: 'Don’t Stop', artist: 'P!nk', album: 'R.E.M.' },
        { title: 'Dont Look Back', artist: 'ACDC Tribute', album: null },
        { title: 'Other', artist: 'Else', album: null },
      ]);
      const found = async (text: string): Promise<string[]> => (await titles(store.search(text, 10))).sort();
      expect(await found('acdc')).toEqual(['Dont Look Back', 'Thunderstruck']);
      expect(await found('ac/dc')).toEqual(['Dont Look Back', 'Thunderstruck']);
      expect(await found('ac dc')).toEqual(['Thunderstruck']);
      expect(await found('dont stop')).toEqual(['Don’t Stop']);
      expect(await found("don't look")).toEqual(['Dont Look Back']);
      expect(await found("DON'T")).toEqual(['Dont Look Back', 'Don’t Stop']);
      expect(await found('rem')).toEqual(['Don’t Stop']);
      expect(await found('pnk')).toEqual(['Don’t Stop']);
      expect(await found('razors')).toEqual(['Thunderstruck']);
    });

    test('finds names without letters by their symbols, and emoji in any name', async () => {
      await using store = await storeWith(create, [
        { title: '???', artist: '!!!', album: '+ -' },
        { title: '÷', artist: '🎧', album: null },
        { title: 'Love ❤️', artist: '$$$ (100%)', album: '"*"' },
      ]);
      const found = async (text: string): Promise<string[]> => (await titles(store.search(text, 10))).sort();
      expect(await found('!!!')).toEqual(['???']);
      expect(await found('!!')).toEqual(['???']);
      expect(await found('???')).toEqual(['???']);
      expect(await found('+')).toEqual(['???']);
      expect(await found('÷')).toEqual(['÷']);
      expect(await found('🎧')).toEqual(['÷']);
      expect(await found('❤')).toEqual(['Love ❤️']);
      expect(await found('love ❤️')).toEqual(['Love ❤️']);
      expect(await found('love !!!')).toEqual(['Love ❤️']);
      expect(await found('"*"')).toEqual(['Love ❤️']);
      expect(await found('💔')).toEqual([]);
    });

    test('finds longer words with one or two typos, after what is found without', async () => {
      await using store = await storeWith(create, [
        { title: 'Twilight', artist: 'Gamma Rays', album: 'Nights' },
        { title: 'Nirvana', artist: 'Hiroshima', album: null },
        { title: 'Nirvanna', artist: 'Beethoven', album: null },
        { title: 'Love', artist: 'Metallica', album: null },
        { title: 'Live', artist: 'Kiss', album: null },
      ]);
      const cases: readonly [string, readonly string[]][] = [
        ['twilight gama', ['Twilight']],
        ['twiligth gamma', ['Twilight']],
        ['twilgiht gmma', ['Twilight']],
        ['nirvana', ['Nirvana']],
        ['hiroshima', ['Nirvana']],
        ['nirvann', ['Nirvanna', 'Nirvana']],
        ['nirvannna', ['Nirvanna', 'Nirvana']],
        ['kiroshima', ['Nirvana']],
        ['beethofn nirv', ['Nirvanna']],
        ['metalica', ['Love']],
        ['metaalica lov', ['Love']],
        ['lave', []],
        ['kisz', []],
        ['twight', ['Twilight']],
        ['nights wrong', []],
      ];
      for (const [text, expected] of cases) expect(await titles(store.search(text, 10)), text).toEqual(expected);
      expect(await titles(store.search('nirvana', 1))).toEqual(['Nirvana']);
    });

    test('words with typos are not sought if several tracks have them without', async () => {
      const names = ['Queen One', 'Queen Two', 'Queen Three', 'Queens', 'Queer', 'Quee'];
      await using store = await storeWith(
        create,
        names.map((title) => ({ title, artist: null, album: null })),
      );
      expect(await titles(store.search('queen', 10))).toEqual(['Queen One', 'Queen Three', 'Queen Two', 'Queens']);
    });

    test('finds a song by the text that programs show of it, before similar ones', async () => {
      await using store = await storeWith(create, [
        { title: 'A Harbour Tale', artist: 'Ann Lee', album: 'Harbour' },
        { title: 'Harbour (Live)', artist: 'Ann Lee', album: null },
        { title: 'Harbour', artist: 'Ann Lee', album: 'Seas' },
        { title: 'Harbour', artist: 'Bob', album: 'Ann Lee' },
        { title: 'Hells Bells – Part 3:05', artist: 'AC/DC', album: null },
      ]);
      const first = async (text: string): Promise<string> => {
        const [track] = await store.search(text, 10);
        return `${track?.title} by ${track?.artist}`;
      };
      for (const text of [
        'Harbour — Ann Lee · 3:05',
        'Harbour – Ann Lee',
        'Ann Lee - Harbour',
        'harbour ann lee',
        'Harbour — Ann Lee · 1:03:05 ',
      ])
        expect(await first(text), text).toBe('Harbour by Ann Lee');
      expect(await first('A Harb… — Ann Lee · 0:30')).toBe('A Harbour Tale by Ann Lee');
      expect(await first('Hells Bells – Part 3:05 — AC/DC · 10:00')).toBe('Hells Bells – Part 3:05 by AC/DC');
    });

    test('ranks the title itself first, then titles that begin with the text, each in the order of the titles', async () => {
      const names = ['Blue Moon', 'Out of the Blue', 'Blue', 'Bluebird', 'Blue Angel'];
      await using store = await storeWith(
        create,
        names.map((title) => ({ title, artist: null, album: null })),
      );
      expect(await titles(store.search('blue', 10))).toEqual([
        'Blue',
        'Blue Angel',
        'Blue Moon',
        'Bluebird',
        'Out of the Blue',
      ]);
      expect(await titles(store.search('blue', 2))).toEqual(['Blue', 'Blue Angel']);
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
