import { describe, expect, test } from 'vitest';
import type { EmbeddedTrack } from '../../model/track.ts';
import { mergePaths } from '../../store/merge-paths.ts';
import { expectCode } from '../expect-code.ts';
import { testSpace } from '../fixtures/test-space.ts';
import { testTrack, testTracks } from '../fixtures/test-track.ts';
import { withoutEmbedding } from '../fixtures/without-embedding.ts';
import { useLibrary } from '../use-library.ts';
import type { CreateTestLibrary } from '../library-openers.ts';

export function describeWriting(create: CreateTestLibrary): void {
  describe('upsert', () => {
    test('a new store is empty, and what is written is read back value for value', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      expect(store.space).toEqual(space);
      expect(await store.count()).toBe(0);
      const tracks = testTracks(40, space);
      await store.upsert(tracks);
      expect(await store.count()).toBe(40);
      const ids = tracks.map(({ id }) => id);
      expect(await store.get(ids)).toEqual(tracks.map(withoutEmbedding));
      expect(await store.vectors(ids)).toEqual(tracks.map(({ id, embedding }) => ({ id, embedding })));
    });

    test('odd names, missing tags, many paths and large sizes survive', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const odd = testTrack(1, space, {
        title: '  "quoted"\n\t日本語 🎧 \\ %_ \' ',
        artist: null,
        album: null,
        albumArtist: null,
        year: null,
        genre: [],
        trackNo: null,
        durationSeconds: 0.1,
        paths: [
          { path: '-dash.mp3', size: Number.MAX_SAFE_INTEGER, mtimeMs: 1_700_000_000_000.25 },
          { path: 'a/ü/\nline "break".mp3', size: 0, mtimeMs: 0 },
        ],
        soundTags: [],
      });
      await store.upsert([odd]);
      expect(await store.get([odd.id])).toEqual([withoutEmbedding(odd)]);
    });

    test('is idempotent', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const tracks = testTracks(10, space);
      await store.upsert(tracks);
      const seeded = await Promise.all([1, 2, 3, 4].map((seed) => store.random(seed)));
      await store.upsert(tracks);
      expect(await store.count()).toBe(10);
      expect(await store.get(tracks.map(({ id }) => id))).toEqual(tracks.map(withoutEmbedding));
      expect(await Promise.all([1, 2, 3, 4].map((seed) => store.random(seed)))).toEqual(seeded);
    });

    test('replaces a track with the same id: fields, vector and the words that it is found by', async () => {
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

    test('of an id that comes twice in one call, the last one counts', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const last = testTrack(1, space, { title: 'Second' });
      await store.upsert([testTrack(1, space, { title: 'First' }), last]);
      expect(await store.count()).toBe(1);
      expect(await store.get([last.id])).toEqual([withoutEmbedding(last)]);
    });

    test('unites the paths of a track that is replaced, in the order of their names', async () => {
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
      'two versions of a track have the tags of the first path by name, in whichever order they come (%i, %i)',
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

    test('takes vectors that are views into a larger buffer', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const originals = testTracks(5, space);
      const matrix = Float32Array.from(originals.flatMap(({ embedding }) => [...embedding]));
      const views = originals.map((track, row) => ({
        ...track,
        embedding: matrix.subarray(row * space.dims, (row + 1) * space.dims),
      }));
      await store.upsert(views);
      matrix.fill(0);
      const ids = originals.map(({ id }) => id);
      expect(await store.vectors(ids)).toEqual(originals.map(({ id, embedding }) => ({ id, embedding })));
      const inside = Float32Array.from([9, ...originals[3]!.embedding, 9]).subarray(1, -1);
      expect((await store.similarToVector(inside, 1))[0]?.track.id).toBe(originals[3]!.id);
    });

    test('nothing to write is no fault', async () => {
      const library = await useLibrary(create);
      await using store = await library.openStore(testSpace());
      await store.upsert([]);
      await store.patch([]);
      await store.delete([]);
      expect(await store.get([])).toEqual([]);
      expect(await store.vectors([])).toEqual([]);
      expect(await store.count()).toBe(0);
    });

    const space = testSpace();
    const good = testTrack(1, space).embedding;
    const invalid: readonly [string, Float32Array][] = [
      ['one value short', good.slice(1)],
      ['one value long', Float32Array.from([...good, 0])],
      ['empty', new Float32Array(0)],
      ['NaN within', good.with(3, Number.NaN)],
      ['an infinite value', good.with(3, Number.POSITIVE_INFINITY)],
      ['norm 1.002', good.map((value) => value * 1.002)],
      ['norm 0.998', good.map((value) => value * 0.998)],
      ['all zeros', new Float32Array(space.dims)],
    ];

    test.each(invalid)(
      'a vector with %s is TRACK_INVALID, and nothing of the call is written',
      async (_fault, embedding) => {
        const library = await useLibrary(create);
        await using store = await library.openStore(space);
        const before = testTrack(1, space, { title: 'Before' });
        await store.upsert([before]);
        const batch: EmbeddedTrack[] = [
          testTrack(2, space),
          testTrack(1, space, { title: 'After' }),
          testTrack(3, space, { embedding }),
        ];
        await expectCode(store.upsert(batch), 'TRACK_INVALID');
        expect(await store.count()).toBe(1);
        expect(await store.get(batch.map(({ id }) => id))).toEqual([withoutEmbedding(before)]);
        await expectCode(store.similarToVector(embedding, 1), 'TRACK_INVALID');
      },
    );

    test('a norm within 1 ± 1e-3 is taken, and similarities are cosines all the same', async () => {
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const long = testTrack(1, space, { embedding: good.map((value) => value * 1.0009) });
      const short = testTrack(2, space, { embedding: good.map((value) => value * 0.9991) });
      await store.upsert([long, short]);
      const [match] = await store.similarTo(long.id, 1);
      expect(match?.track.id).toBe(short.id);
      expect(match?.similarity).toBeLessThanOrEqual(1);
      expect(match?.similarity).toBeGreaterThan(0.98);
    });

    test('a track of another space is SPACE_MISMATCH, and nothing of the call is written', async () => {
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const stranger = testTrack(2, testSpace({ id: 'musicnn-11111111-v1-f32' }));
      await expectCode(store.upsert([testTrack(1, space), stranger]), 'SPACE_MISMATCH');
      expect(await store.count()).toBe(0);
    });

    test('two open stores see each other’s writes, also when both write at once', async () => {
      const library = await useLibrary(create);
      await using one = await library.openStore(space);
      await using other = await library.openStore(space);
      const tracks = testTracks(60, space);
      const write = (store: typeof one, from: number): Promise<void>[] =>
        [0, 1, 2].map((batch) => store.upsert(tracks.slice(from + batch * 10, from + batch * 10 + 10)));
      await Promise.all([...write(one, 0), ...write(other, 30)]);
      expect(await one.count()).toBe(60);
      expect(await other.count()).toBe(60);
      await one.delete([tracks[0]!.id]);
      expect(await other.get([tracks[0]!.id])).toEqual([]);
      expect((await other.similarToVector(tracks[0]!.embedding, 60)).length).toBe(59);
    });

    test('what was written is there when the store is opened again', async () => {
      const library = await useLibrary(create);
      const tracks = testTracks(5, space);
      {
        await using store = await library.openStore(space);
        await store.upsert(tracks);
        await store.close();
      }
      await using store = await library.openStore(space);
      expect(await store.get(tracks.map(({ id }) => id))).toEqual(tracks.map(withoutEmbedding));
    });
  });

  describe('patch', () => {
    test('changes paths or metadata, and leaves the rest and the vectors alone', async () => {
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
        title: 'Nouveau',
        artist: null,
        album: 'Album',
        albumArtist: null,
        year: 1999,
        genre: ['Jazz'],
        trackNo: 3,
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

    test('adds paths with their newest size and time, then takes paths away, down to none', async () => {
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

    test('a patch that expects another first path, or another version of its file, is TRACK_CHANGED and changes nothing; one that expects it is made', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const at = (path: string, mtimeMs = 5, size = 1) => ({ path, size, mtimeMs });
      const track = testTrack(1, space, { paths: [at('b.mp3'), at('c.mp3')] });
      await store.upsert([track]);
      const metadata = {
        title: 'New',
        artist: null,
        album: null,
        albumArtist: null,
        year: null,
        genre: [],
        trackNo: null,
      };
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

    test('the tags are those of the first path, however two stores add and take away at once, each trying again where it is told to', async () => {
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
          const metadata = {
            title: firstPath?.path ?? 'none',
            artist: null,
            album: null,
            albumArtist: null,
            year: null,
            genre: [],
            trackNo: null,
          };
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
      const gone = Array.from('acdebf');
      await Promise.all([
        ...gone.map((letter, n) => change(n % 2 === 0 ? one : other, null, letter)),
        change(one, 'l', 'm'),
        change(other, 'k', null),
      ]);
      const [left] = await one.get([track.id]);
      expect(left?.paths.map(({ path }) => path)).toEqual(Array.from('ghijkl'));
      expect(left?.title).toBe('g');
    });

    test('no path is lost when two stores patch one track at once', async () => {
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

    test('a retagged track is found by its new words, not by its old ones', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const track = testTrack(1, space, { title: 'Former' });
      await store.upsert([track]);
      const metadata = {
        title: 'Later',
        artist: null,
        album: null,
        albumArtist: null,
        year: null,
        genre: [],
        trackNo: null,
      };
      await store.patch([{ id: track.id, metadata }]);
      expect(await store.search('former', 5)).toEqual([]);
      expect((await store.search('later', 5)).map(({ id }) => id)).toEqual([track.id]);
    });

    test('a track that is not there is TRACK_NOT_FOUND, and nothing of the call is written', async () => {
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

  describe('delete', () => {
    test('removes a track from everything, and passes over ids that are not there', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const tracks = testTracks(6, space);
      await store.upsert(tracks);
      const [gone, ...left] = tracks as [EmbeddedTrack, ...EmbeddedTrack[]];
      await store.delete([gone.id, 'f'.repeat(32), gone.id]);
      await store.delete([gone.id]);
      expect(await store.count()).toBe(5);
      expect(await store.get([gone.id])).toEqual([]);
      expect(await store.vectors([gone.id])).toEqual([]);
      expect(await store.search('title 0', 9)).toEqual([]);
      expect(new Set((await store.similarToVector(gone.embedding, 6)).map(({ track }) => track.id))).toEqual(
        new Set(left.map(({ id }) => id)),
      );
      await expectCode(store.similarTo(gone.id, 3), 'TRACK_NOT_FOUND');
      await store.upsert([gone]);
      expect((await store.similarToVector(gone.embedding, 1))[0]?.track).toEqual(withoutEmbedding(gone));
    });

    test('without paths only: spares a track that has a path', async () => {
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
