import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestByBruteForce, testSpace, testTrack, testTracks } from '@soundalike/catalog/testing';
import { openSqliteStore } from '../index.ts';
import { temporaryFile } from '../testing/temporary-file.ts';
import { openForReading } from '../database/open-database.ts';
import { CodeIndex } from './code-index.ts';
import { NeighbourSearch } from './neighbour-search.ts';
import { encodeCode } from './vector-encoding.ts';

/** Unit vectors of all kinds: dense and sparse, flat and with peaks, of either sign, and some that are copies. */
const unitVector = (dims: number): fc.Arbitrary<Float32Array> => {
  const value = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(0, 0, 0, 1, -1, 1e-6));
  return fc.array(value, { minLength: dims, maxLength: dims }).map((values) => {
    const norm = Math.hypot(...values);
    return norm > 1e-3
      ? Float32Array.from(values, (each) => each / norm)
      : Float32Array.from(values, (_, index) => (index === 0 ? 1 : 0));
  });
};

const bytes = ({ buffer, byteOffset, byteLength }: Int8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

test('no cosine exceeds its bound, bounds are close, and those of several queries at once are those of each', () => {
  const problem = fc.integer({ min: 2, max: 70 }).chain((dims) =>
    fc.record({
      queries: fc.array(unitVector(dims), { minLength: 1, maxLength: 40 }),
      others: fc.array(unitVector(dims), { minLength: 1, maxLength: 20 }),
    }),
  );
  fc.assert(
    fc.property(problem, ({ queries, others }) => {
      const index = new CodeIndex(queries[0]!.length);
      const vectors = [...others, ...queries];
      vectors.forEach((vector, number) => {
        const code = encodeCode(vector);
        index.add(number, { ...code, code: bytes(code.code) });
      });
      const bounds = index.upperBounds(queries);
      queries.forEach((query, at) => {
        expect(bounds[at]).toEqual(index.upperBounds([query])[0]);
        vectors.forEach((vector, number) => {
          const cosine = cosineOf(query, vector);
          expect(bounds[at]![number]).toBeGreaterThanOrEqual(cosine);
          expect(bounds[at]![number]! - cosine).toBeLessThan(0.1);
        });
      });
    }),
    { numRuns: 300 },
  );
});

/** Rounding may exceed 1. */
function cosineOf(a: Float32Array, b: Float32Array): number {
  let [dot, squares, otherSquares] = [0, 0, 0];
  a.forEach((value, at) => {
    dot += value * b[at]!;
    squares += value * value;
    otherSquares += b[at]! * b[at]!;
  });
  return Math.min(1, dot / Math.sqrt(squares * otherSquares));
}

test('the nearest of hundreds of clustered vectors of full length equal those of a brute-force search', async () => {
  const space = testSpace({ dims: 2048 });
  await using store = await openSqliteStore({ path: temporaryFile(), space, create: true });
  const tracks = testTracks(800, space);
  await store.upsert(tracks);
  for (const seed of tracks.slice(0, 8)) {
    const exact = nearestByBruteForce(tracks, seed.embedding, [seed.id]);
    for (const k of [1, 3, 200]) {
      const found = await store.similarTo(seed.id, k);
      expect(found.map(({ track }) => track.id)).toEqual(exact.slice(0, k).map(({ id }) => id));
      found.forEach(({ similarity }, place) => expect(similarity).toBeCloseTo(exact[place]!.similarity, 6));
    }
  }
});

test('searches at once find what each finds alone', async () => {
  const space = testSpace({ dims: 24 });
  const path = temporaryFile();
  const tracks = testTracks(300, space);
  await using store = await openSqliteStore({ path, space, create: true });
  await store.upsert(tracks);
  const database = openForReading(path)!;
  const search = new NeighbourSearch(database, { number: 1, dims: space.dims });
  const request = fc.record({
    query: unitVector(space.dims),
    k: fc.integer({ min: 1, max: 320 }),
    exclude: fc.array(fc.constantFrom(...tracks.map(({ id }) => id)), { maxLength: 5 }),
    filter: fc.constantFrom({}, { minDurationSeconds: 185 }),
  });
  fc.assert(
    fc.property(fc.array(request, { minLength: 1, maxLength: 20 }), (requests) => {
      const alone = requests.flatMap((each) => database.read(() => search.nearest([each])));
      expect(database.read(() => search.nearest(requests))).toEqual(alone);
    }),
    { numRuns: 60 },
  );
  database.close();
});

test('an open reader finds the current tracks while all are replaced repeatedly', async () => {
  const space = testSpace({ dims: 8 });
  const path = temporaryFile();
  await using writer = await openSqliteStore({ path, space, create: true });
  await using reader = await openSqliteStore({ path, space });
  for (let round = 0; round < 40; round++) {
    const tracks = testTracks(60, space, round + 1).slice(round % 7);
    await writer.delete(testTracks(7, space).map(({ id }) => id));
    await writer.upsert(tracks);
    const query = testTrack(round, space).embedding;
    const expected = nearestByBruteForce(tracks, query).slice(0, 5);
    expect((await reader.similarToVector(query, 5)).map(({ track }) => track.id)).toEqual(expected.map(({ id }) => id));
  }
});
