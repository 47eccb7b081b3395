import { expect, test } from 'vitest';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSong } from './read-songs.ts';

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
