import { describe, expect, test } from 'vitest';
import { expectCode, useLibrary } from './fixtures/contract-support.ts';
import type { CreateTestLibrary } from './fixtures/contract-support.ts';
import { testSpace, testTracks } from './fixtures/test-track.ts';

const A = testSpace({ id: 'cnn14-aaaaaaaa-v1-f32' });
const B = testSpace({ id: 'cnn14-bbbbbbbb-v1-f32', dims: 12 });
const C = testSpace({ id: 'musicnn-cccccccc-v1-f32', model: 'musicnn', dims: 8 });

/** Register the tests that every `SpaceAdmin` must pass. Call it at the top of a test file or inside a `describe`. */
export function describeSpaceAdmin(name: string, create: CreateTestLibrary): void {
  describe(`${name} fulfils the contract of SpaceAdmin`, () => {
    test('lists nothing in a new library', async () => {
      const library = await useLibrary(create);
      await using spaces = await library.openSpaces();
      expect(await spaces.list()).toEqual([]);
    });

    test('lists every space, the served one first, then by id', async () => {
      const library = await useLibrary(create);
      await using spaces = await library.openSpaces();
      for (const [count, space] of [
        [3, C],
        [1, A],
        [2, B],
      ] as const) {
        await using store = await library.openStore(space);
        await store.upsert(testTracks(count, space));
      }
      const summary = async () => (await spaces.list()).map(({ space, tracks, served }) => ({ space, tracks, served }));
      expect(await summary()).toEqual([
        { space: A, tracks: 1, served: false },
        { space: B, tracks: 2, served: false },
        { space: C, tracks: 3, served: false },
      ]);
      await using store = await library.openStore(B);
      await store.serve();
      expect(await summary()).toEqual([
        { space: B, tracks: 2, served: true },
        { space: A, tracks: 1, served: false },
        { space: C, tracks: 3, served: false },
      ]);
      for (const { bytes } of await spaces.list())
        expect(bytes === null || (Number.isSafeInteger(bytes) && bytes > 0)).toBe(true);
    });

    test('drops a space with all its tracks, and no other space', async () => {
      const library = await useLibrary(create);
      await using spaces = await library.openSpaces();
      for (const space of [A, B]) {
        await using store = await library.openStore(space);
        await store.upsert(testTracks(4, space));
        await store.writePairSimilarities([0.5]);
        if (space === B) await store.serve();
      }
      await spaces.drop(A.id);
      await spaces.drop(A.id);
      await spaces.drop('never-there');
      expect((await spaces.list()).map(({ space }) => space.id)).toEqual([B.id]);
      await using kept = await library.openStore();
      expect(kept.space).toEqual(B);
      expect(await kept.count()).toBe(4);
      await using recreated = await library.openStore({ ...A, dims: 6 });
      expect(await recreated.count()).toBe(0);
      expect(await recreated.search('title', 9)).toEqual([]);
      expect(await recreated.readPairSimilarities()).toEqual([]);
    });

    test('dropping the served space fails with USAGE', async () => {
      const library = await useLibrary(create);
      await using spaces = await library.openSpaces();
      await using store = await library.openStore(A);
      await store.upsert(testTracks(2, A));
      await store.serve();
      await expectCode(spaces.drop(A.id), 'USAGE');
      expect(await store.count()).toBe(2);
      await using other = await library.openStore(B);
      await other.serve();
      await spaces.drop(A.id);
      expect((await spaces.list()).map(({ space }) => space.id)).toEqual([B.id]);
    });
  });
}
