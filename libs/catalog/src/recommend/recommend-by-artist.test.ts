import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findArtists } from './find-artists.ts';
import { nearestToAny } from './nearest-to-any.ts';
import { recommendByArtist } from './recommend-by-artist.ts';
import { storeOf, track } from './testing/library-of-angles.ts';

const by = (artist: string | null, title = 'song') => ({ artist, title });

test('songs of others come in the order of their nearness to any song of the artist', async () => {
  const store = storeOf([
    track('own 1', 0, by('Anna', 'One')),
    track('own 2', 90, by('ANNA', 'Two')),
    track('near 2', 88, by('Bo')),
    track('near 1', 5, by('Cy')),
    track('between', 45, by('Di')),
  ]);
  const { artist, seeds, matches } = await recommendByArtist(store, 'anna');
  expect([artist, seeds.length]).toEqual(['Anna', 2]);
  expect(matches.map(({ track: { id }, seed }) => [id, seed.id])).toEqual([
    ['near 2', 'own 2'],
    ['near 1', 'own 1'],
    ['between', 'own 1'],
  ]);
});

test('an artist whose songs point in opposite directions still has matches', async () => {
  const store = storeOf([track('a', 0, by('Anna', 'x')), track('b', 180, by('Anna', 'y')), track('c', 90, by('Bo'))]);
  expect((await recommendByArtist(store, 'Anna')).matches.map(({ track: { id } }) => id)).toEqual(['c']);
});

test('an unknown artist and an empty library are reported as such', async () => {
  await expect(recommendByArtist(storeOf([track('a', 0)]), 'nobody')).rejects.toMatchObject({
    code: 'TRACK_NOT_FOUND',
  });
  await expect(recommendByArtist(storeOf([]), 'Anna')).rejects.toMatchObject({ code: 'STORE_EMPTY' });
});

test('artists are found by their name, exact names and beginnings first; else by the tracks that were found', async () => {
  const names = ['The Echo', 'Echo 10', 'Echo 9', 'Echo', null, 'Else'];
  const search = async () => names.map((name, n) => track(`${n}`, n, by(name, 'Echo')));
  expect((await findArtists({ search }, 'echo')).map(({ name }) => name)).toEqual([
    'Echo',
    'Echo 9',
    'Echo 10',
    'The Echo',
  ]);
  expect((await findArtists({ search }, 'ekko')).map(({ name }) => name)).toEqual(
    names.filter((name) => name !== null),
  );
});

test('with one seed or with several equal ones, the neighbours are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 1, max: 180 }), { minLength: 1, maxLength: 20 }),
      async (angles) => {
        const own = [track('own 1', 0), track('own 2', 0)];
        const store = storeOf([...own, ...angles.map((angle) => track(`at ${angle}`, angle))]);
        const [one, two] = [
          await nearestToAny(store, own.slice(0, 1), 50, { exclude: ['own 2'] }),
          await nearestToAny(store, own, 50, {}),
        ];
        expect(two.map(({ track: { id } }) => id)).toEqual(one.map(({ track: { id } }) => id));
      },
    ),
  );
});
