import { expect, test } from 'vitest';
import { recommend } from './recommend.ts';
import { SEED, storeOf, track } from './testing/library-of-angles.ts';

const idsOf = async (...args: Parameters<typeof recommend>): Promise<string[]> =>
  (await recommend(...args)).matches.map((match) => match.track.id);

const seed = track(SEED, 0, { artist: 'Anna', title: 'Song' });

test('recommends the three nearest tracks, most similar first, without the seed', async () => {
  const store = storeOf([seed, track('d', 40), track('b', 20), track('a', 10), track('c', 30)]);
  const { matches, seed: chosen } = await recommend(store);
  expect(chosen.id).toBe(SEED);
  expect(matches.map((match) => match.track.id)).toEqual(['a', 'b', 'c']);
  expect(matches[0]!.similarity).toBeCloseTo(Math.cos(Math.PI / 18), 6);
});

test('searches grow, up to 10,000 neighbours', async () => {
  const requested: number[] = [];
  const store = storeOf([seed]);
  const similarToVector = async (_vector: Float32Array, k: number) => {
    requested.push(k);
    return Array.from({ length: k }, (_, n) => ({ track: seed, similarity: 1 - n / 20_000 }));
  };
  for (const count of [3, 2600]) await recommend({ ...store, similarToVector }, { count });
  expect(requested).toEqual([19, 76, 304, 1216, 4864, 10_000, 10_000]);
});

test('excludes copies of the seed by sound and versions by their tags, unless versions are allowed', async () => {
  const copy = track('copy', 0.1, { artist: 'Someone', title: 'Else' });
  const version = track('version', 5, { artist: 'ANNA', title: 'Song (Live)' });
  const store = storeOf([seed, copy, version, track('a', 10), track('b', 20)]);
  expect(await idsOf(store)).toEqual(['a', 'b']);
  expect(await idsOf(store, { allowVersions: true })).toEqual(['copy', 'version', 'a']);
});

test('of several versions of one recording only the nearest is recommended', async () => {
  const store = storeOf([
    seed,
    track('a', 10),
    track('a again', 10.1),
    track('b', 20, { artist: 'Bo', title: 'Tune' }),
    track('b live', 21, { artist: 'Bo', title: 'Tune - Live' }),
    track('c', 30),
  ]);
  expect(await idsOf(store)).toEqual(['a', 'b', 'c']);
  expect(await idsOf(store, { allowVersions: true })).toEqual(['a', 'a again', 'b']);
});

test('tracks without an artist are never versions of each other by their tags', async () => {
  const nameless = (id: string, degrees: number) => track(id, degrees, { artist: null, title: 'Untitled' });
  expect(
    await idsOf(storeOf([track(SEED, 0, { artist: null, title: 'Untitled' }), nameless('a', 10), nameless('b', 20)])),
  ).toEqual(['a', 'b']);
});

test('each option excludes the tracks that it names', async () => {
  const store = storeOf([
    seed,
    track('same artist', 5, { artist: 'anna' }),
    track('interlude', 6, { durationSeconds: 20 }),
    track('mix', 7, { durationSeconds: 4000 }),
    track('bo 1', 8, { artist: 'Bo' }),
    track('bo 2', 9, { artist: 'Bo' }),
    track('far', 80),
  ]);
  const all = ['same artist', 'interlude', 'mix', 'bo 1', 'bo 2', 'far'];
  const without = (...left: string[]) => all.filter((id) => !left.includes(id));
  expect(await idsOf(store, { count: 9 })).toEqual(all);
  expect(await idsOf(store, { count: 9, otherArtists: true })).toEqual(without('same artist'));
  expect(await idsOf(store, { count: 9, maxPerArtist: 1 })).toEqual(without('bo 2'));
  expect(await idsOf(store, { count: 9, minDurationSeconds: 30 })).toEqual(without('interlude'));
  expect(await idsOf(store, { count: 9, maxDurationSeconds: 3000 })).toEqual(without('mix'));
  expect(await idsOf(store, { count: 9, minSimilarity: 0.9 })).toEqual(without('far'));
  expect(await idsOf(store, { count: 9, exclude: ['bo 1', 'far'] })).toEqual(without('bo 1', 'far'));
  expect(await idsOf(store, { minSimilarity: 0.9999 })).toEqual([]);
});

test('filters by genre, folder and chapters also apply to a seed drawn at random', async () => {
  const at = (path: string) => ({ paths: [{ path, size: 1, mtimeMs: 1 }] });
  const tracks = [
    track('book', 0, { genre: ['Audiobook'], ...at('Spoken/book.m4b'), chapters: 9 }),
    track('a', 1, { genre: ['Jazz'], ...at('Jazz/a.mp3') }),
    track('b', 2, { genre: ['Jazz'], ...at('Jazz/b.mp3') }),
    track('c', 3, { genre: ['Rock'], ...at('Rock/c.mp3') }),
  ];
  let draws = 0;
  const store = { ...storeOf(tracks), random: async () => tracks[draws++ % tracks.length]! };
  const idsWith = async (options: Parameters<typeof recommend>[1]): Promise<string[]> => {
    draws = 0;
    const { seed: chosen, matches } = await recommend(store, { allowVersions: true, ...options });
    return [chosen.id, ...matches.map((match) => match.track.id)];
  };
  expect(await idsWith({})).toEqual(['book', 'a', 'b', 'c']);
  expect(await idsWith({ excludeGenres: ['audiobook'] })).toEqual(['a', 'b', 'c']);
  expect(await idsWith({ withoutChapters: true })).toEqual(['a', 'b', 'c']);
  expect(await idsWith({ folders: ['Rock'] })).toEqual(['c']);
  expect(await idsWith({ excludeFolders: ['Jazz', 'Spoken'] })).toEqual(['c']);
  await expect(idsWith({ folders: ['Nowhere'] })).rejects.toMatchObject({ code: 'TRACK_NOT_FOUND' });
});

test('an artist of a list is the same artist, and AC/DC is never recommended to AC/DC', async () => {
  const store = storeOf([
    track(SEED, 0, { artist: 'AC/DC' }),
    track('again', 5, { artist: 'AC/DC' }),
    track('with', 6, { artist: 'Bo & AC/DC', artists: ['Bo', 'AC/DC'] }),
    track('other', 7, { artist: 'AC & DC', artists: ['AC', 'DC'] }),
    track('bo', 8, { artist: 'Bo' }),
  ]);
  expect(await idsOf(store, { otherArtists: true })).toEqual(['other', 'bo']);
  expect(await idsOf(store, { count: 9, maxPerArtist: 1 })).toEqual(['again', 'other', 'bo']);
});

test('the search widens until enough tracks are acceptable', async () => {
  const copies = Array.from({ length: 200 }, (_, n) => track(`copy ${n}`, 0.001 * n));
  expect(await idsOf(storeOf([seed, ...copies, track('a', 10)]))).toEqual(['a']);
});

test('the seed is found by id, or else by text', async () => {
  const store = storeOf([seed, track('x1', 10, { title: 'Blue Train' })]);
  expect((await recommend(store, { seed: { id: 'x1' } })).seed.id).toBe('x1');
  expect((await recommend(store, { seed: { text: 'Blue' } })).seed.id).toBe('x1');
  expect((await recommend(store, { seed: { text: 'x1' } })).seed.id).toBe('x1');
  await expect(recommend(store, { seed: { id: 'Blue' } })).rejects.toMatchObject({ code: 'TRACK_NOT_FOUND' });
  await expect(recommend(storeOf([]))).rejects.toMatchObject({ code: 'STORE_EMPTY' });
});

test('of several songs with the typed words, the one of that very title is the seed, and then by natural order', async () => {
  const titles = ['Echo 10', 'An Echo', 'Echo 9', 'Echoes'];
  const store = storeOf(titles.map((title, n) => track(`id ${n}`, n, { title })));
  expect((await recommend(store, { seed: { text: 'Echo' } })).seed.title).toBe('Echo 9');
  const exact = storeOf([...titles, 'Echo'].map((title, n) => track(`id ${n}`, n, { title })));
  expect((await recommend(exact, { seed: { text: 'Echo' } })).seed.title).toBe('Echo');
  const byBoth = storeOf([
    track('a', 0, { title: 'Echo and more', artist: 'Ann' }),
    track('b', 1, { title: 'Echo', artist: 'Ann' }),
  ]);
  const search = async () => byBoth.get(['a', 'b']);
  expect((await recommend({ ...byBoth, search }, { seed: { text: 'echo ann' } })).seed.id).toBe('b');
});

test('with a sample of enough pairs, a match says in words how close it is', async () => {
  const sample = Array.from({ length: 100 }, (_, n) => n / 100);
  const store = storeOf([seed, track('a', 5), track('b', 24), track('c', 35), track('d', 60)], sample);
  const { matches } = await recommend(store, { count: 4 });
  expect(matches.map(({ closeness }) => closeness)).toEqual(['very-close', 'close', 'loose', 'weak']);
});

test('a match reports its percentile in the library and the tags that both tracks share', async () => {
  const tagged = (...tags: [string, number][]) => ({ soundTags: tags.map(([label, score]) => ({ label, score })) });
  const store = storeOf(
    [
      track(SEED, 0, tagged(['Music', 0.9], ['Piano', 0.8], ['Ambient', 0.5], ['Rain', 0.05])),
      track('a', 60, tagged(['Music', 0.9], ['Ambient', 0.9], ['Piano', 0.2], ['Rain', 0.9])),
    ],
    [0.1, 0.2, 0.3, 0.9],
  );
  const [match] = (await recommend(store)).matches;
  expect(match).toMatchObject({ percentile: 0.75, closeness: null, sharedTags: ['Ambient', 'Piano'] });
  expect((await recommend(storeOf([seed, track('a', 60)]))).matches[0]!.percentile).toBeNull();
});
