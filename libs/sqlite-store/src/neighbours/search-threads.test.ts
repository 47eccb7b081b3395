import { execFile } from 'node:child_process';
import { rm, truncate } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { nearestByBruteForce, testSpace, testTracks } from '@soundalike/catalog/testing';
import { openSqliteStore } from '../index.ts';
import { temporaryFile } from '../testing/temporary-file.ts';
import { SearchThreads } from './search-threads.ts';

const space = testSpace({ dims: 16 });
const SEARCHING_PROCESS = fileURLToPath(new URL('../testing/searching-process.ts', import.meta.url));

async function storeOf(count: number): Promise<{ path: string; tracks: ReturnType<typeof testTracks> }> {
  const path = temporaryFile();
  const tracks = testTracks(count, space);
  await using store = await openSqliteStore({ path, space, create: true });
  await store.upsert(tracks);
  await store.serve();
  return { path, tracks };
}

test('threads find what a brute-force search finds, in all parts of a library, and what is written later', async () => {
  const { path, tracks } = await storeOf(3500);
  await using store = await openSqliteStore({ path, space, searchThreads: 3, loadAhead: true });
  const idsOf = (k: number, query: Float32Array, exclude: readonly string[]): string[] =>
    nearestByBruteForce(tracks, query, exclude)
      .slice(0, k)
      .map(({ id }) => id);
  for (const seed of [tracks[0]!, tracks[1500]!, tracks[3499]!]) {
    const exclude = idsOf(2, seed.embedding, [seed.id]);
    const found = await store.similarTo(seed.id, 40, { exclude });
    expect(found.map(({ track }) => track.id)).toEqual(idsOf(40, seed.embedding, [seed.id, ...exclude]));
  }

  const [copied] = tracks;
  const added = { ...copied!, id: 'a'.repeat(32), audioDigest: `sha256:${'a'.repeat(64)}` };
  await store.upsert([added]);
  const nearest = (await store.similarTo(copied!.id, 1)).map(({ track }) => track.id);
  expect(nearest).toEqual([added.id]);
  await store.delete([added.id]);
  expect((await store.similarTo(copied!.id, 1)).map(({ track }) => track.id)).not.toContain(added.id);
});

test('many searches at the same time each get their own answer', async () => {
  const { path, tracks } = await storeOf(200);
  await using store = await openSqliteStore({ path, space, searchThreads: 2 });
  const seeds = tracks.slice(0, 50);
  const found = await Promise.all(seeds.map(({ id }) => store.similarTo(id, 1)));
  expect(found.map(([nearest]) => nearest!.track.id)).toEqual(
    seeds.map((seed) => nearestByBruteForce(tracks, seed.embedding, [seed.id])[0]!.id),
  );
});

test('a search reports why threads cannot read the file', async () => {
  const { path, tracks } = await storeOf(50);
  const request = { query: tracks[0]!.embedding, k: 3, exclude: [], filter: {} };
  const search = new SearchThreads({ path, space: { number: 1, dims: space.dims } }, 2);
  try {
    await truncate(path, 6000);
    await expect(search.nearest(request)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    await rm(path);
    const gone = new SearchThreads({ path, space: { number: 1, dims: space.dims } }, 1);
    await expect(gone.nearest(request)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await gone.close();
  } finally {
    await search.close();
  }
});

test('a search after the threads ended starts new ones', async () => {
  const { path, tracks } = await storeOf(50);
  const search = new SearchThreads({ path, space: { number: 1, dims: space.dims } }, 2);
  const request = { query: tracks[0]!.embedding, k: 1, exclude: [], filter: {} };
  expect(await search.nearest(request)).toMatchObject([{ id: tracks[0]!.id }]);
  await search.close();
  expect(await search.nearest(request)).toMatchObject([{ id: tracks[0]!.id }]);
  await search.close();
});

test('threads do not keep a process alive that leaves the store open', async () => {
  const { path, tracks } = await storeOf(50);
  const { stdout } = await promisify(execFile)(process.execPath, [SEARCHING_PROCESS, path, tracks[0]!.id]);
  expect(stdout).toBe('found 3\n');
});
