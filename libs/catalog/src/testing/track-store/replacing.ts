import { describe, expect, test } from 'vitest';
import { useLibrary } from '../fixtures/contract-support.ts';
import type { CreateTestLibrary } from '../fixtures/contract-support.ts';
import { testSpace, testTrack, withoutEmbedding } from '../fixtures/test-track.ts';

export function describeReplacing(create: CreateTestLibrary): void {
  describe('upsert of a stored track', () => {
    test('replaces the fields, the vector and the search words of a track with the same id', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      await store.upsert([testTrack(1, space, { title: 'Former' }), testTrack(2, space)]);
      const replacement = testTrack(1, space, { title: 'Later', embedding: testTrack(77, space).embedding });
      await store.upsert([replacement]);
      expect(await store.count()).toBe(2);
      expect(await store.get([replacement.id])).toEqual([withoutEmbedding(replacement)]);
      expect(await store.vectors([replacement.id])).toEqual([{ id: replacement.id, embedding: replacement.embedding }]);
      expect(await store.search('former', 5)).toEqual([]);
      expect(await store.search('later', 5)).toEqual([withoutEmbedding(replacement)]);
      const [nearest] = await store.similarToVector(replacement.embedding, 1);
      expect(nearest?.track.id).toBe(replacement.id);
    });

    test('the last track wins if an id appears twice in one call', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const last = testTrack(1, space, { title: 'Second' });
      await store.upsert([testTrack(1, space, { title: 'First' }), last]);
      expect(await store.count()).toBe(1);
      expect(await store.get([last.id])).toEqual([withoutEmbedding(last)]);
    });

    test('a replaced track has the paths of both versions, sorted by name', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const at = (path: string, size: number) => ({ path, size, mtimeMs: 5 });
      await store.upsert([
        testTrack(1, space, { paths: [at('c.mp3', 1), at('a.mp3', 1)] }),
        testTrack(2, space, { paths: [at('z.mp3', 1)] }),
      ]);
      await store.upsert([
        testTrack(1, space, { title: 'Twice', paths: [at('b.mp3', 2)] }),
        testTrack(1, space, { paths: [at('a.mp3', 3)] }),
      ]);
      const united = testTrack(1, space, { paths: [at('a.mp3', 3), at('b.mp3', 2), at('c.mp3', 1)] });
      expect(await store.get([united.id])).toEqual([withoutEmbedding(united)]);
    });

    test.each([
      [0, 1],
      [1, 0],
    ])(
      'merged versions of a track have the tags of the first path by name, in both orders of writing (%i, %i)',
      async (first, second) => {
        const space = testSpace();
        const library = await useLibrary(create);
        await using store = await library.openStore(space);
        const at = (path: string) => ({ path, size: 1, mtimeMs: 5 });
        const versions = [
          testTrack(1, space, {
            title: 'Fore',
            artist: 'One',
            album: null,
            year: 1,
            trackNo: 1,
            genre: ['X'],
            paths: [at('a.mp3')],
          }),
          testTrack(1, space, {
            title: 'Aft',
            artist: null,
            albumArtist: 'Two',
            year: 2,
            trackNo: null,
            genre: [],
            paths: [at('b.mp3')],
          }),
        ] as const;
        await store.upsert([versions[first]!]);
        await store.upsert([versions[second]!]);
        expect(await store.get([versions[0].id])).toEqual([
          withoutEmbedding({ ...versions[0], paths: [at('a.mp3'), at('b.mp3')] }),
        ]);
        expect(await store.search('fore', 5)).toHaveLength(1);
        expect(await store.search('aft', 5)).toEqual([]);
      },
    );
  });
}
