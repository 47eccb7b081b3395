import { describe, expect, test } from 'vitest';
import type { EmbeddedTrack } from '../../model/track.ts';
import { filterTest } from '../../store/track-filter.ts';
import type { TrackFilter } from '../../store/track-filter.ts';
import { clusteredVectors } from '../fixtures/clustered-vectors.ts';
import { expectCode, useLibrary } from '../fixtures/contract-support.ts';
import type { CreateTestLibrary } from '../fixtures/contract-support.ts';
import { expectNearest, nearestByBruteForce } from '../fixtures/exact-neighbours.ts';
import { testSpace, testTrack, testTracks, withoutEmbedding } from '../fixtures/test-track.ts';

export function describeNeighbours(create: CreateTestLibrary): void {
  describe('neighbours', () => {
    test('a search for a stored track or a vector finds the same neighbours as brute force', async () => {
      const space = testSpace({ dims: 64 });
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const tracks = testTracks(400, space);
      await store.upsert(tracks);
      const byId = new Map(tracks.map((track) => [track.id, withoutEmbedding(track)]));
      for (const seed of tracks.slice(0, 20)) {
        const found = await store.similarTo(seed.id, 10);
        expectNearest(found, nearestByBruteForce(tracks, seed.embedding, [seed.id]), 10);
        for (const { track } of found) expect(track).toEqual(byId.get(track.id));
      }
      for (const vector of clusteredVectors({ count: 10, dims: 64, seed: 99 })) {
        const found = await store.similarToVector(vector, 7);
        expectNearest(found, nearestByBruteForce(tracks, vector), 7);
      }
    });

    test('a search for several vectors answers each of them as a search for it alone', async () => {
      const space = testSpace({ dims: 64 });
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const tracks = testTracks(300, space);
      await store.upsert(tracks);
      const same = Array.from({ length: 40 }, (_, n) =>
        testTrack(1000 + n, space, { embedding: tracks[7]!.embedding }),
      );
      await store.upsert(same);
      const exclude = [tracks[3]!.id, 'nowhere'];
      // One of them has more equally near neighbours than k.
      const vectors = [...clusteredVectors({ count: 30, dims: 64, seed: 98 }), tracks[7]!.embedding];
      const found = await store.similarToVectors(vectors, 9, { exclude });
      expect(found).toHaveLength(vectors.length);
      for (const [index, vector] of vectors.entries()) {
        expectNearest(found[index]!, nearestByBruteForce([...tracks, ...same], vector, exclude), 9);
        expect(found[index]).toEqual(await store.similarToVector(vector, 9, { exclude }));
      }
      expect(await store.similarToVectors([], 9)).toEqual([]);
      const invalid = [vectors[0]!, new Float32Array(64)];
      await expectCode(store.similarToVectors(invalid, 9), 'TRACK_INVALID');
    });

    test('vectors with negative values and opposite directions have negative cosines', async () => {
      const space = testSpace({ dims: 4 });
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const directions = [
        [1, 0, 0, 0],
        [-1, 0, 0, 0],
        [0, 1, 0, 0],
        [0.6, 0.8, 0, 0],
        [-0.6, 0, 0.8, 0],
      ];
      const tracks = directions.map((values, n) => testTrack(n, space, { embedding: Float32Array.from(values) }));
      await store.upsert(tracks);
      const found = await store.similarTo(tracks[0]!.id, 4);
      expectNearest(found, nearestByBruteForce(tracks, tracks[0]!.embedding, [tracks[0]!.id]), 4);
      expect(found.at(-1)?.track.id).toBe(tracks[1]!.id);
    });

    test('a search finds all other tracks if there are fewer than k, and none in a store without others', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const tracks = testTracks(3, space);
      expect(await store.similarToVector(tracks[0]!.embedding, 5)).toEqual([]);
      await store.upsert([tracks[0]!]);
      expect(await store.similarTo(tracks[0]!.id, 5)).toEqual([]);
      await store.upsert(tracks);
      expect((await store.similarTo(tracks[0]!.id, 50)).length).toBe(2);
      expect((await store.similarToVector(tracks[0]!.embedding, 50)).length).toBe(3);
    });

    test('equally near tracks are sorted by id, even if k cuts through them', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const { embedding } = testTrack(1, space);
      const same = [5, 1, 4, 2, 3].map((n) => testTrack(n, space, { embedding }));
      for (const track of same) await store.upsert([track]);
      await store.upsert([testTrack(50, space, { embedding: testTrack(50, space).embedding })]);
      const ids = same.map(({ id }) => id).sort();
      const idsOf = async (found: ReturnType<typeof store.similarTo>): Promise<string[]> =>
        (await found).map(({ track }) => track.id);
      expect(await idsOf(store.similarToVector(embedding, 5))).toEqual(ids);
      expect(await idsOf(store.similarToVector(embedding, 2))).toEqual(ids.slice(0, 2));
      expect(await idsOf(store.similarTo(ids[1]!, 2))).toEqual([ids[0], ids[2]]);
    });

    test('excluded tracks are not found, and there are still k neighbours if enough tracks remain', async () => {
      const space = testSpace({ dims: 64 });
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const tracks = testTracks(400, space);
      await store.upsert(tracks);
      const seed = tracks[11]!;
      const ranking = nearestByBruteForce(tracks, seed.embedding, [seed.id]);
      for (const count of [1, 5, 350]) {
        const exclude = ranking.slice(0, count).map(({ id }) => id);
        const found = await store.similarTo(seed.id, 5, { exclude: [...exclude, 'nowhere', seed.id] });
        expectNearest(found, ranking.slice(count), 5);
      }
      const withoutSeed = await store.similarToVector(seed.embedding, 3, { exclude: [seed.id] });
      expectNearest(withoutSeed, ranking, 3);
      expect(await store.similarTo(seed.id, 3, { exclude: tracks.map(({ id }) => id) })).toEqual([]);
    });

    test('only tracks that fulfil a filter are found, and there are still k neighbours if enough tracks do', async () => {
      const space = testSpace({ dims: 64 });
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const folders = ['Jazz/Live', 'Jazz', 'Jazzy', 'Cafe\u0301', ''];
      const tracks = testTracks(400, space).map((track, n) => ({
        ...track,
        genre: [['Hörbuch'], ['Rock', 'Pop'], []][n % 3]!,
        chapters: n % 10 === 0 ? 5 : null,
        durationSeconds: n,
        paths: [{ path: [folders[n % 5], `${n}.mp3`].filter(Boolean).join('/'), size: 1, mtimeMs: 1 }],
      }));
      await store.upsert(tracks);
      const seed = tracks[11]!;
      const filters: readonly TrackFilter[] = [
        {},
        { genres: ['HORBUCH'] },
        { excludeGenres: ['hörbuch', 'pop'] },
        { folders: ['Jazz'] },
        { folders: ['Jazz/Live', 'Jazzy'] },
        { excludeFolders: ['Jazz'] },
        { folders: ['Caf\u00e9'] },
        { minDurationSeconds: 390 },
        { minDurationSeconds: 50, maxDurationSeconds: 100, withoutChapters: true },
        { folders: ['Jazz'], excludeFolders: ['Jazz/Live'], genres: ['rock'], excludeGenres: ['pop'] },
        { folders: ['Nowhere'] },
      ];
      for (const filter of filters) {
        const fulfils = filterTest(filter) ?? (() => true);
        const [nearestOne] = nearestByBruteForce(tracks.filter(fulfils), seed.embedding, [seed.id]);
        const exclude = [seed.id, ...(nearestOne ? [nearestOne.id] : [])];
        const expected = nearestByBruteForce(tracks.filter(fulfils), seed.embedding, exclude);
        expectNearest(await store.similarTo(seed.id, 20, { filter, exclude }), expected, 20);
        expectNearest(await store.similarToVector(seed.embedding, 3, { filter, exclude }), expected, 3);
      }
      expect(filters.map((filter) => tracks.filter(filterTest(filter) ?? (() => true)).length)).toEqual([
        400, 134, 133, 160, 160, 240, 80, 10, 45, 0, 0,
      ]);
    });

    test('a filter sees new metadata and moved files', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const [seed, track] = [1, 2].map((n) => testTrack(n, space, { genre: ['Rock'] })) as [
        EmbeddedTrack,
        EmbeddedTrack,
      ];
      await store.upsert([seed, track]);
      const found = async (filter: TrackFilter): Promise<number> =>
        (await store.similarTo(seed.id, 5, { filter })).length;
      await store.patch([
        {
          id: track.id,
          metadata: { ...track, genre: ['Jazz'], chapters: 3 },
          addPaths: [{ path: 'new/place/a.mp3', size: 1, mtimeMs: 1 }],
          removePaths: track.paths.map(({ path }) => path),
        },
      ]);
      expect(await found({ genres: ['jazz'], folders: ['new'] })).toBe(1);
      expect(await found({ genres: ['rock'] })).toBe(0);
      expect(await found({ folders: ['Artist 2'] })).toBe(0);
      expect(await found({ withoutChapters: true })).toBe(0);
      await store.delete([track.id]);
      expect(await found({ genres: ['jazz'] })).toBe(0);
    });

    test('a search for an unknown track fails with TRACK_NOT_FOUND', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      await expectCode(store.similarTo('f'.repeat(32), 3), 'TRACK_NOT_FOUND');
      await store.upsert([testTrack(1, space)]);
      await expectCode(store.similarTo('f'.repeat(32), 3), 'TRACK_NOT_FOUND');
    });

    test('a search sees every write: added, replaced and removed tracks', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const held = new Map<string, EmbeddedTrack>();
      const tracks = testTracks(24, space);
      const query = testTrack(500, space).embedding;
      const check = async (): Promise<void> =>
        expectNearest(await store.similarToVector(query, 4), nearestByBruteForce([...held.values()], query), 4);
      for (const [step, track] of tracks.entries()) {
        if (step % 3 === 2) {
          const [removed] = held.keys();
          await store.delete([removed!]);
          held.delete(removed!);
        }
        const written = step % 4 === 3 ? { ...track, id: [...held.keys()].at(-1)! } : track;
        await store.upsert([written]);
        held.set(written.id, written);
        await check();
      }
    });
  });
}
