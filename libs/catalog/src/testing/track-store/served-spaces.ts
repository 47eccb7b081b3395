import { describe, expect, test } from 'vitest';
import { collect, expectCode, useLibrary } from '../fixtures/contract-support.ts';
import type { CreateTestLibrary } from '../fixtures/contract-support.ts';
import { testSpace, testTracks, withoutEmbedding } from '../fixtures/test-track.ts';

export function describeServedSpaces(create: CreateTestLibrary): void {
  describe('embedding spaces', () => {
    const older = testSpace();
    const newer = testSpace({ id: 'musicnn-99887766-v2-f32', model: 'musicnn', dims: 16, sameRecordingCosine: 0.98 });

    test('opening for reading fails with STORE_EMPTY until a space is served', async () => {
      const library = await useLibrary(create);
      await expectCode(library.openStore(), 'STORE_EMPTY');
      await using writer = await library.openStore(older);
      await writer.upsert(testTracks(3, older));
      await expectCode(library.openStore(), 'STORE_EMPTY');
      await writer.serve();
      await writer.serve();
      await using reader = await library.openStore();
      expect(reader.space).toEqual(older);
      expect(await reader.count()).toBe(3);
    });

    test('two spaces with the same track ids are separate', async () => {
      const library = await useLibrary(create);
      await using one = await library.openStore(older);
      await using other = await library.openStore(newer);
      const before = testTracks(6, older);
      const after = testTracks(4, newer).map((track) => ({ ...track, title: `New ${track.title}` }));
      await one.upsert(before);
      await other.upsert(after);
      await one.writePairSimilarities([0.1, 0.2]);
      await other.delete([after[3]!.id]);

      expect([await one.count(), await other.count()]).toEqual([6, 3]);
      expect(await one.get([before[0]!.id])).toEqual([withoutEmbedding(before[0]!)]);
      expect(await other.get([before[0]!.id, before[3]!.id])).toEqual([withoutEmbedding(after[0]!)]);
      expect((await one.vectors([before[0]!.id]))[0]?.embedding).toHaveLength(older.dims);
      expect((await other.vectors([before[0]!.id]))[0]?.embedding).toHaveLength(newer.dims);
      expect(await collect(one.list())).toHaveLength(6);
      expect(await collect(other.list())).toHaveLength(3);
      expect(await one.similarTo(before[0]!.id, 9)).toHaveLength(5);
      expect(await other.similarTo(after[0]!.id, 9)).toHaveLength(2);
      expect(await one.search('new', 9)).toEqual([]);
      expect(await other.search('title', 9)).toHaveLength(3);
      expect(await one.readPairSimilarities()).toEqual([0.1, 0.2]);
      expect(await other.readPairSimilarities()).toEqual([]);
    });

    test('readers keep the old space while the new one fills, and get the new one after it is served', async () => {
      const library = await useLibrary(create);
      await using first = await library.openStore(older);
      await first.upsert(testTracks(5, older));
      await first.serve();
      await using second = await library.openStore(newer);
      await second.upsert(testTracks(2, newer));
      await using early = await library.openStore();
      expect(early.space).toEqual(older);
      await second.serve();
      await using late = await library.openStore();
      expect(late.space).toEqual(newer);
      expect(await late.count()).toBe(2);
      expect(early.space).toEqual(older);
      expect(await early.count()).toBe(5);
      await first.serve();
      await using back = await library.openStore();
      expect(back.space).toEqual(older);
    });

    test('opening a space with another vector length or model fails with SPACE_MISMATCH', async () => {
      const library = await useLibrary(create);
      await using store = await library.openStore(older);
      await store.upsert(testTracks(2, older));
      await expectCode(library.openStore({ ...older, dims: older.dims + 8 }), 'SPACE_MISMATCH');
      await expectCode(library.openStore({ ...older, model: 'musicnn' }), 'SPACE_MISMATCH');
    });
  });
}
