import { describe, expect, test } from 'vitest';
import { collect } from '../collect.ts';
import { testSpace } from '../fixtures/test-space.ts';
import { testTrack, testTracks } from '../fixtures/test-track.ts';
import { withoutEmbedding } from '../fixtures/without-embedding.ts';
import { useLibrary } from '../use-library.ts';
import type { CreateTestLibrary } from '../library-openers.ts';

/** More than one page of any store's listing. */
const LONG_LIST = 2_345;
const SLICE = 500;

export function describeReading(create: CreateTestLibrary): void {
  describe('get and vectors', () => {
    test('keep the order asked, leave out what is not there, and repeat what is asked twice', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const tracks = testTracks(20, space);
      await store.upsert(tracks);
      const asked = [tracks[7]!, tracks[3]!, tracks[19]!, tracks[7]!];
      const ids = ['nowhere', asked[0]!.id, asked[1]!.id, '', asked[2]!.id, 'any "text" % *', asked[3]!.id];
      expect(await store.get(ids)).toEqual(asked.map(withoutEmbedding));
      expect(await store.vectors(ids)).toEqual(asked.map(({ id, embedding }) => ({ id, embedding })));
    });
  });

  describe('list', () => {
    test('gives every track once, by id, with its paths', async () => {
      const space = testSpace({ dims: 8 });
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const tracks = testTracks(LONG_LIST, space);
      for (let from = 0; from < LONG_LIST; from += SLICE) await store.upsert(tracks.slice(from, from + SLICE));
      const expected = tracks.map(({ id, paths }) => ({ id, paths })).sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(await collect(store.list())).toEqual(expected);
      for await (const first of store.list()) {
        expect(first.id).toBe(expected[0]!.id);
        break;
      }
    });

    test('is empty for an empty store', async () => {
      const library = await useLibrary(create);
      await using store = await library.openStore(testSpace());
      expect(await collect(store.list())).toEqual([]);
    });

    test('gives every track that was there throughout once, while others come and go', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const tracks = testTracks(30, space);
      const [steady, leaving] = [tracks.slice(0, 20), tracks.slice(20)];
      await store.upsert(tracks);
      const seen: string[] = [];
      for await (const { id } of store.list()) {
        if (seen.push(id) !== 5) continue;
        await store.delete(leaving.map((track) => track.id));
        await store.upsert([testTrack(900, space), testTrack(901, space)]);
        await store.patch([{ id: steady[0]!.id, removePaths: steady[0]!.paths.map(({ path }) => path) }]);
      }
      expect(seen.length).toBe(new Set(seen).size);
      expect(seen).toEqual(expect.arrayContaining(steady.map(({ id }) => id)));
    });
  });

  describe('pair similarities', () => {
    test('are empty at first, then what was last written', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      expect(await store.readPairSimilarities()).toEqual([]);
      await store.writePairSimilarities([-0.5, 0, 0.25]);
      const sample = Array.from({ length: 19_900 }, (_, index) => Math.round((index / 19_900) * 1e6) / 1e6);
      await store.writePairSimilarities(sample);
      expect(await store.readPairSimilarities()).toEqual(sample);
    });
  });

  test('close may be called twice', async () => {
    const library = await useLibrary(create);
    const store = await library.openStore(testSpace());
    await store.close();
    await store.close();
  });
}
