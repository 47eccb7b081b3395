import { describe, expect, test } from 'vitest';
import { NO_TAGS } from '../../model/track.ts';
import type { EmbeddedTrack } from '../../model/track.ts';
import { mergePaths } from '../../store/track-paths.ts';
import { expectCode, useLibrary } from '../fixtures/contract-support.ts';
import type { CreateTestLibrary } from '../fixtures/contract-support.ts';
import { testSpace, testTrack, testTracks, withoutEmbedding } from '../fixtures/test-track.ts';

export function describePatching(create: CreateTestLibrary): void {
  describe('patch', () => {
    test('changes paths or metadata, but no other fields and no vectors', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const [moved, retagged, both, untouched] = testTracks(4, space) as [
        EmbeddedTrack,
        EmbeddedTrack,
        EmbeddedTrack,
        EmbeddedTrack,
      ];
      await store.upsert([moved, retagged, both, untouched]);
      const path = { path: 'elsewhere/a.mp3', size: 1, mtimeMs: 2 };
      const metadata = {
        ...NO_TAGS,
        title: 'Nouveau',
        album: 'Album',
        year: 1999,
        genre: ['Jazz'],
        trackNo: 3,
        artists: ['One', 'Two'],
        releaseDate: '1999-04-01',
        bpm: 97.5,
        tagReaderVersion: 7,
      };
      await store.patch([
        { id: moved.id, addPaths: [path], removePaths: [moved.paths[0]!.path] },
        { id: retagged.id, metadata },
        { id: both.id, addPaths: [path], metadata },
        { id: untouched.id },
      ]);
      const ids = [moved, retagged, both, untouched].map(({ id }) => id);
      expect(await store.get(ids)).toEqual([
        withoutEmbedding({ ...moved, paths: [path] }),
        withoutEmbedding({ ...retagged, ...metadata }),
        withoutEmbedding({ ...both, ...metadata, paths: [...both.paths, path] }),
        withoutEmbedding(untouched),
      ]);
      expect(await store.vectors(ids)).toEqual(
        [moved, retagged, both, untouched].map(({ id, embedding }) => ({ id, embedding })),
      );
      expect((await store.similarToVector(retagged.embedding, 1))[0]?.track).toEqual(
        withoutEmbedding({ ...retagged, ...metadata }),
      );
    });

    test('adds paths with their newest size and time, then removes paths, even all of them', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const at = (path: string, size: number) => ({ path, size, mtimeMs: 5 });
      const track = testTrack(1, space, { paths: [at('b.mp3', 1), at('c.mp3', 1)] });
      await store.upsert([track]);
      const pathsAfter = async (addPaths: ReturnType<typeof at>[], removePaths: string[]) => {
        await store.patch([{ id: track.id, addPaths, removePaths }]);
        return (await store.get([track.id]))[0]?.paths;
      };
      expect(await pathsAfter([at('c.mp3', 9), at('a.mp3', 1)], [])).toEqual([
        at('a.mp3', 1),
        at('b.mp3', 1),
        at('c.mp3', 9),
      ]);
      expect(await pathsAfter([at('d.mp3', 1)], ['d.mp3', 'b.mp3', 'nowhere.mp3'])).toEqual([
        at('a.mp3', 1),
        at('c.mp3', 9),
      ]);
      expect(await pathsAfter([], ['a.mp3', 'c.mp3'])).toEqual([]);
      expect(await store.count()).toBe(1);
      await store.patch([
        { id: track.id, addPaths: [at('x.mp3', 1)] },
        { id: track.id, addPaths: [at('y.mp3', 1)], removePaths: ['x.mp3'] },
      ]);
      expect((await store.get([track.id]))[0]?.paths).toEqual([at('y.mp3', 1)]);
    });

    test('a patch is applied only if its first path is as expected; otherwise it fails with TRACK_CHANGED', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const at = (path: string, mtimeMs = 5, size = 1) => ({ path, size, mtimeMs });
      const track = testTrack(1, space, { paths: [at('b.mp3'), at('c.mp3')] });
      await store.upsert([track]);
      const metadata = { ...NO_TAGS, title: 'New' };
      await expectCode(
        store.patch([{ id: track.id, removePaths: ['b.mp3'], metadata, firstPath: at('b.mp3') }]),
        'TRACK_CHANGED',
      );
      await expectCode(
        store.patch([{ id: track.id, addPaths: [at('a.mp3')], metadata, firstPath: at('b.mp3') }]),
        'TRACK_CHANGED',
      );
      for (const other of [at('b.mp3', 6), at('b.mp3', 5, 2)])
        await expectCode(store.patch([{ id: track.id, metadata, firstPath: other }]), 'TRACK_CHANGED');
      await expectCode(
        store.patch([{ id: track.id, addPaths: [at('b.mp3', 6)], metadata, firstPath: at('b.mp3') }]),
        'TRACK_CHANGED',
      );
      await expectCode(store.patch([{ id: track.id, metadata, firstPath: null }]), 'TRACK_CHANGED');
      expect(await store.get([track.id])).toEqual([withoutEmbedding(track)]);
      await store.patch([
        { id: track.id, addPaths: [at('c.mp3', 7.25)], removePaths: ['b.mp3'], metadata, firstPath: at('c.mp3', 7.25) },
      ]);
      expect(await store.get([track.id])).toEqual([
        withoutEmbedding({ ...track, ...metadata, paths: [at('c.mp3', 7.25)] }),
      ]);
      await store.patch([{ id: track.id, removePaths: ['c.mp3'], firstPath: null }]);
      expect((await store.get([track.id]))[0]?.paths).toEqual([]);
    });

    test('concurrent patches that retry after TRACK_CHANGED leave the tags of the first path', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using one = await library.openStore(space);
      await using other = await library.openStore(space);
      const track = testTrack(1, space, { title: 'm', paths: [{ path: 'm', size: 1, mtimeMs: 1 }] });
      await one.upsert([track]);
      const change = async (store: typeof one, add: string | null, remove: string | null): Promise<void> => {
        for (;;) {
          const { paths } = (await store.get([track.id]))[0]!;
          const change = {
            addPaths: add === null ? [] : [{ path: add, size: 1, mtimeMs: 1 }],
            removePaths: remove === null ? [] : [remove],
          };
          const [firstPath = null] = mergePaths(paths, change.addPaths, change.removePaths);
          const metadata = { ...NO_TAGS, title: firstPath?.path ?? 'none' };
          const patch = { ...change, firstPath, metadata };
          const error: unknown = await store.patch([{ id: track.id, ...patch }]).then(
            () => null,
            (reason: unknown) => reason,
          );
          if (error === null) return;
          expect(error).toMatchObject({ code: 'TRACK_CHANGED' });
        }
      };
      const letters = Array.from('jaibhcgdfe');
      await Promise.all(letters.map((letter, n) => change(n % 2 === 0 ? one : other, letter, null)));
      const removed = Array.from('acdebf');
      await Promise.all([
        ...removed.map((letter, n) => change(n % 2 === 0 ? one : other, null, letter)),
        change(one, 'l', 'm'),
        change(other, 'k', null),
      ]);
      const [left] = await one.get([track.id]);
      expect(left?.paths.map(({ path }) => path)).toEqual(Array.from('ghijkl'));
      expect(left?.title).toBe('g');
    });

    test('no path is lost when two stores patch one track at the same time', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using one = await library.openStore(space);
      await using other = await library.openStore(space);
      const track = testTrack(1, space, { paths: [] });
      await one.upsert([track]);
      const paths = Array.from({ length: 16 }, (_, n) => ({
        path: `${String(n).padStart(2, '0')}.mp3`,
        size: n,
        mtimeMs: n,
      }));
      await Promise.all(
        paths.map((path, n) => (n % 2 === 0 ? one : other).patch([{ id: track.id, addPaths: [path] }])),
      );
      expect((await one.get([track.id]))[0]?.paths).toEqual(paths);
      await Promise.all(
        paths.map(({ path }, n) => (n % 2 === 0 ? one : other).patch([{ id: track.id, removePaths: [path] }])),
      );
      expect((await other.get([track.id]))[0]?.paths).toEqual([]);
    });

    test('a search finds a retagged track by its new words, not by its old ones', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const track = testTrack(1, space, { title: 'Former' });
      await store.upsert([track]);
      const metadata = { ...NO_TAGS, title: 'Later' };
      await store.patch([{ id: track.id, metadata }]);
      expect(await store.search('former', 5)).toEqual([]);
      expect((await store.search('later', 5)).map(({ id }) => id)).toEqual([track.id]);
    });

    test('a patch of an unknown track fails with TRACK_NOT_FOUND, and nothing of the call is written', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const track = testTrack(1, space);
      await store.upsert([track]);
      const addPaths = [{ path: 'elsewhere/a.mp3', size: 1, mtimeMs: 2 }];
      await expectCode(
        store.patch([
          { id: track.id, addPaths },
          { id: 'f'.repeat(32), addPaths },
        ]),
        'TRACK_NOT_FOUND',
      );
      expect(await store.get([track.id])).toEqual([withoutEmbedding(track)]);
      expect(await store.count()).toBe(1);
    });
  });
}
