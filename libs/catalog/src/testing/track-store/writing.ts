import { describe, expect, test } from 'vitest';
import { NO_TAGS } from '../../model/track.ts';
import type { EmbeddedTrack } from '../../model/track.ts';
import { expectCode, useLibrary } from '../fixtures/contract-support.ts';
import type { CreateTestLibrary } from '../fixtures/contract-support.ts';
import { testSpace, testTrack, testTracks, withoutEmbedding } from '../fixtures/test-track.ts';

export function describeWriting(create: CreateTestLibrary): void {
  describe('upsert', () => {
    test('a new store is empty, and tracks are read back exactly as they were written', async () => {
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

    test('fingerprints are read back by id; tracks can lack one, or have an empty one', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const [a, b, c] = testTracks(3, space);
      // A view that does not begin at the start of its buffer.
      const fingerprint = Uint32Array.of(7, 0, 1, 2 ** 31, 2 ** 32 - 1).subarray(1);
      const ids = [a!.id, b!.id, c!.id];
      await store.upsert([{ ...a!, fingerprint }, b!, { ...c!, fingerprint: new Uint32Array(0) }]);
      expect(await store.fingerprints([...ids, 'unknown', a!.id])).toEqual(
        new Map([
          [a!.id, Uint32Array.from(fingerprint)],
          [c!.id, new Uint32Array(0)],
        ]),
      );
      expect(await store.get(ids)).toEqual([a!, b!, c!].map(withoutEmbedding));
      expect((await store.similarTo(a!.id, 2)).flatMap(({ track }) => Object.keys(track))).not.toContain('fingerprint');
      await store.upsert([a!, { ...b!, fingerprint }]);
      expect([...(await store.fingerprints(ids)).keys()].sort()).toEqual([b!.id, c!.id].sort());
      await store.patch([{ id: b!.id, metadata: a! }]);
      expect((await store.fingerprints([b!.id])).get(b!.id)).toEqual(Uint32Array.from(fingerprint));
      expect(await store.fingerprints([])).toEqual(new Map());
    });

    test('keeps odd names, missing tags, many paths and large sizes', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const odd = testTrack(1, space, {
        ...NO_TAGS,
        title: '  "quoted"\n\t日本語 🎧 \\ %_ \' ',
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

    test('writing the same tracks twice changes nothing', async () => {
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

    test('accepts vectors that are views into a larger buffer', async () => {
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

    test('calls with empty lists change nothing', async () => {
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
      ['one value too few', good.slice(1)],
      ['one value too many', Float32Array.from([...good, 0])],
      ['no values', new Float32Array(0)],
      ['a NaN value', good.with(3, Number.NaN)],
      ['an infinite value', good.with(3, Number.POSITIVE_INFINITY)],
      ['norm 1.002', good.map((value) => value * 1.002)],
      ['norm 0.998', good.map((value) => value * 0.998)],
      ['only zeros', new Float32Array(space.dims)],
    ];

    test.each(invalid)(
      'a vector with %s fails with TRACK_INVALID, and nothing of the call is written',
      async (_defect, embedding) => {
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

    test('accepts a norm within 1 ± 1e-3, and similarities are still cosines', async () => {
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

    test('a track of another space fails with SPACE_MISMATCH, and nothing of the call is written', async () => {
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const stranger = testTrack(2, testSpace({ id: 'musicnn-11111111-v1-f32' }));
      await expectCode(store.upsert([testTrack(1, space), stranger]), 'SPACE_MISMATCH');
      expect(await store.count()).toBe(0);
    });

    test('two open stores see each other’s writes, even if both write at the same time', async () => {
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

    test('written tracks are still there after the store is reopened', async () => {
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
}
