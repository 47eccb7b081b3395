import { describe, expect, test } from 'vitest';
import { collect, useLibrary } from '../fixtures/contract-support.ts';
import type { CreateTestLibrary } from '../fixtures/contract-support.ts';
import { testSpace, testTrack, testTracks, withoutEmbedding } from '../fixtures/test-track.ts';

/** More than one page of any store's listing. */
const LONG_LIST = 2_345;
const SLICE = 500;

export function describeReading(create: CreateTestLibrary): void {
  describe('get and vectors', () => {
    test('return the requested order with repetitions, without unknown ids', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const tracks = testTracks(20, space);
      await store.upsert(tracks);
      const requested = [tracks[7]!, tracks[3]!, tracks[19]!, tracks[7]!];
      const ids = [
        'nowhere',
        requested[0]!.id,
        requested[1]!.id,
        '',
        requested[2]!.id,
        'any "text" % *',
        requested[3]!.id,
      ];
      expect(await store.get(ids)).toEqual(requested.map(withoutEmbedding));
      expect(await store.vectors(ids)).toEqual(requested.map(({ id, embedding }) => ({ id, embedding })));
    });
  });

  describe('list', () => {
    test('returns every track once, by id, with its paths and the version of its tag reader', async () => {
      const space = testSpace({ dims: 8 });
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const tracks = testTracks(LONG_LIST, space);
      for (let from = 0; from < LONG_LIST; from += SLICE) await store.upsert(tracks.slice(from, from + SLICE));
      const expected = tracks
        .map(({ id, paths, tagReaderVersion }) => ({ id, paths, tagReaderVersion }))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(await collect(store.list())).toEqual(expected);
      for await (const first of store.list()) {
        expect(first.id).toBe(expected[0]!.id);
        break;
      }
    });

    test('returns nothing from an empty store', async () => {
      const library = await useLibrary(create);
      await using store = await library.openStore(testSpace());
      expect(await collect(store.list())).toEqual([]);
    });

    test('returns every track that stays exactly once, while others are added and deleted', async () => {
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
    test('are empty at first, then the sample that was written last', async () => {
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

  test('close can be called twice', async () => {
    const library = await useLibrary(create);
    const store = await library.openStore(testSpace());
    await store.close();
    await store.close();
  });
}
