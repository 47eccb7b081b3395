import { expect, test } from 'vitest';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSong, readSongs } from './read-songs.ts';

test('candidates of one title and artist are listed with their albums', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'songs-'));
  const space = testSpace();
  await using store = await openSqliteStore({ path: join(folder.path, 'store.db'), space, create: true });
  const movements = testTracks(2, space).map((track, n) => ({
    ...track,
    title: 'Allegro',
    artist: 'Bach',
    album: `Concerto ${n + 1}`,
  }));
  await store.upsert(movements);
  const lines: string[] = [];
  await readSong(store, 'allegro', (line) => lines.push(line));
  for (const album of ['Concerto 1', 'Concerto 2']) expect(lines.join()).toContain(`Allegro – Bach, ${album}`);
});

test('words that no song has suggest songs that they may mean', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'songs-'));
  const space = testSpace();
  await using store = await openSqliteStore({ path: join(folder.path, 'store.db'), space, create: true });
  const names = ['Castle of Crumbs', 'Castle Walls', 'Harbour'];
  const tracks = testTracks(names.length, space).map((track, n) => ({ ...track, title: names[n]!, artist: 'Badger' }));
  await store.upsert(tracks);
  const failure = (words: string[]) =>
    readSongs(store, words, () => undefined).catch((error: unknown) => String(error));

  expect(await failure(['castle', 'of', 'breadcrumbs'])).toMatch(
    /no track found for "castle of breadcrumbs"\. Did you mean: Castle of Crumbs – Badger/u,
  );
  expect(await failure(['Castle Walls', 'harb of'])).toMatch(/for "harb of"\. Did you mean: .*Harbour/u);
  expect(await failure(['castlemania'])).toMatch(/Did you mean: Castle Walls – Badger; Castle of Crumbs – Badger\?$/u);
  expect(await failure(['zzz'])).toMatch(/no track found for "zzz"; use the id/u);
});
