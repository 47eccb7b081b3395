import { describe, expect, test } from 'vitest';
import type { EmbeddedTrack } from '../../model/track.ts';
import { expectCode, useLibrary } from '../fixtures/contract-support.ts';
import type { CreateTestLibrary } from '../fixtures/contract-support.ts';
import { testSpace, testTrack, testTracks, withoutEmbedding } from '../fixtures/test-track.ts';

export function describeDeleting(create: CreateTestLibrary): void {
  describe('delete', () => {
    test('removes a track completely, and ignores unknown ids', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const tracks = testTracks(6, space);
      await store.upsert(tracks);
      const [removed, ...left] = tracks as [EmbeddedTrack, ...EmbeddedTrack[]];
      await store.delete([removed.id, 'f'.repeat(32), removed.id]);
      await store.delete([removed.id]);
      expect(await store.count()).toBe(5);
      expect(await store.get([removed.id])).toEqual([]);
      expect(await store.vectors([removed.id])).toEqual([]);
      expect(await store.search('title 0', 9)).toEqual([]);
      expect(new Set((await store.similarToVector(removed.embedding, 6)).map(({ track }) => track.id))).toEqual(
        new Set(left.map(({ id }) => id)),
      );
      await expectCode(store.similarTo(removed.id, 3), 'TRACK_NOT_FOUND');
      await store.upsert([removed]);
      expect((await store.similarToVector(removed.embedding, 1))[0]?.track).toEqual(withoutEmbedding(removed));
    });

    test('with withoutPathsOnly, a track that has a path is not deleted', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const [placed, orphan, stripped] = [testTrack(1, space), testTrack(2, space, { paths: [] }), testTrack(3, space)];
      await store.upsert([placed, orphan, stripped]);
      await store.patch([{ id: stripped.id, removePaths: stripped.paths.map(({ path }) => path) }]);
      const ids = [placed, orphan, stripped].map(({ id }) => id);
      await store.delete([...ids, 'nowhere'], { withoutPathsOnly: true });
      expect(await store.get(ids)).toEqual([withoutEmbedding(placed)]);
      expect(await store.count()).toBe(1);
      expect(await store.search('title', 9)).toHaveLength(1);
    });
  });
}
