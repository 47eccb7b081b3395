import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMatches } from './find-matches.ts';
import { findRecording } from './find-recording.ts';
import type { Query } from './query.ts';
import { cosine } from './similarity.ts';
import { SPACE, storeOf, track } from './testing/library-of-angles.ts';

const angle = (degrees: number): Float32Array => track('', degrees).embedding;
const clipAt = (degrees: number) => ({ clip: { embedding: angle(degrees), soundTags: [] } });

/** Tracks at up to 40 different angles, so that none is nearly the same as another. */
const libraries = fc
  .uniqueArray(fc.integer({ min: 0, max: 359 }), { maxLength: 40 })
  .map((angles) => angles.map((degrees) => track(`at ${degrees}`, degrees, { artist: `artist ${degrees % 5}` })));

/** A library of one or more tracks, with a query on it. */
const asked = libraries
  .filter((tracks) => tracks.length > 0)
  .chain((tracks) =>
    fc.record({
      tracks: fc.constant(tracks),
      query: fc.record({
        like: points(tracks, 1),
        unlike: points(tracks, 0),
        blend: fc.constantFrom('mean' as const, 'nearest' as const),
      }),
    }),
  );

function points(tracks: readonly ReturnType<typeof track>[], minLength: number): fc.Arbitrary<Query['like']> {
  const weight = fc.double({ min: 0.1, max: 10, noNaN: true });
  const stored = fc.record({ track: fc.constantFrom(...tracks), weight });
  return fc.array(fc.oneof(stored, fc.integer({ min: 0, max: 359 }).map(clipAt)), { minLength, maxLength: 3 });
}

describe('every query', () => {
  test('finds as many tracks as exist within the limits, none twice, and none of its own', async () => {
    await fc.assert(
      fc.asyncProperty(
        asked,
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        async ({ tracks, query }, count, rescale) => {
          const exclude = tracks.slice(0, 2).map(({ id }) => id);
          const limits = { count, rescale, maxPerArtist: 3, minSimilarity: -0.5, otherArtists: true, exclude };
          const matches = await findMatches(storeOf(tracks), query, limits);
          const ids = matches.map(({ track: { id } }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          const own = [...query.like, ...query.unlike].flatMap((point) => ('track' in point ? [point.track.id] : []));
          for (const id of [...own, ...exclude]) expect(ids).not.toContain(id);
          const artists = query.like.flatMap((point) => ('track' in point ? [point.track.artist] : []));
          for (const { track: found, similarity } of matches) {
            expect(similarity).toBeGreaterThanOrEqual(-0.5);
            expect(artists).not.toContain(found.artist);
          }
          for (const found of Map.groupBy(matches, (match) => match.track.artist).values())
            expect(found.length).toBeLessThanOrEqual(3);
          expect(matches.length).toBeLessThanOrEqual(count);
        },
      ),
    );
  });

  test('without tracks to be unlike, is answered in the order of similarity', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ tracks, query: { like, blend } }) => {
        const matches = await findMatches(storeOf(tracks), { like, blend }, { count: 50 });
        const similarities = matches.map(({ similarity }) => similarity);
        expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
      }),
    );
  });

  test('with plain limits finds all other tracks of a library that has no two alike', async () => {
    await fc.assert(
      fc.asyncProperty(
        libraries.filter((tracks) => tracks.length > 0),
        async (tracks) => {
          const library = tracks.map((each) => ({ ...each, artist: null }));
          const matches = await findMatches(storeOf(library), { like: [{ track: library[0]! }] }, { count: 50 });
          expect(matches).toHaveLength(library.length - 1);
        },
      ),
    );
  });
});

test('a match of several songs is like all of them: its similarity is the mean of the cosines, by weight', async () => {
  const [a, b] = [track('a', 0), track('b', 60)];
  const store = storeOf([a, b, track('near a', 5), track('between', 30), track('near b', 58)]);
  const ids = async (query: Query) => (await findMatches(store, query)).map((match) => match.track.id);
  expect(await ids({ like: [{ track: a }, { track: b }] })).toEqual(['between', 'near a', 'near b']);
  expect(await ids({ like: [{ track: a, weight: 20 }, { track: b }] })).toEqual(['near a', 'between', 'near b']);
  expect(await ids({ like: [{ track: a }, { track: b }], blend: 'nearest' })).toEqual(['near b', 'near a', 'between']);
  const [match] = await findMatches(store, { like: [{ track: a, weight: 3 }, { track: b }] });
  const mean = 0.75 * cosine(angle(30), angle(0)) + 0.25 * cosine(angle(30), angle(60));
  expect(
    (await findMatches(store, { like: [{ track: a, weight: 3 }, { track: b }] })).map((each) => each.similarity),
  ).toContainEqual(expect.closeTo(mean, 6));
  expect(match!.seed?.id).toBe('a');
});

test('a song to be unlike moves the answer away from it, and its versions are left out', async () => {
  const seed = track('seed', 0);
  const unwanted = track('unwanted', 20, { artist: 'Bo', title: 'Tune' });
  const store = storeOf([
    seed,
    unwanted,
    track('its side', 15),
    track('other side', -18),
    track('version', -10, { artist: 'Bo', title: 'Tune (Live)' }),
  ]);
  const ids = async (query: Query) => (await findMatches(store, query)).map((match) => match.track.id);
  expect(await ids({ like: [{ track: seed }] })).toEqual(['version', 'its side', 'other side']);
  expect(await ids({ like: [{ track: seed }], unlike: [{ track: unwanted }] })).toEqual(['other side', 'its side']);
});

test('songs that point in opposite directions, or away from each other, still have an answer', async () => {
  const [a, b] = [track('a', 0), track('b', 180)];
  const store = storeOf([a, b, track('c', 90)]);
  expect(await findMatches(store, { like: [{ track: a }, { track: b }] })).toHaveLength(1);
  const half = { like: [{ track: a }, { ...clipAt(180) }], unlike: [clipAt(0), clipAt(180)] };
  expect(await findMatches(store, half)).toHaveLength(1);
});

test('rescaling moves tracks of sparse neighbourhoods before those that are near to many', async () => {
  const crowd = Array.from({ length: 30 }, (_, n) => track(`crowd ${n}`, 20 + n / 2));
  const store = storeOf([track('seed', 0), ...crowd, track('lonely', -25)]);
  const like = [{ track: track('seed', 0) }];
  const plain = await findMatches(store, { like });
  expect(plain.map((match) => match.track.id)).not.toContain('lonely');
  const rescaled = await findMatches(store, { like }, { rescale: true });
  expect(rescaled[0]!.track.id).toBe('lonely');
  expect(rescaled[0]!.similarity).toBeCloseTo(Math.cos((25 * Math.PI) / 180), 6);
});

test('a query without any stored song, or with a wrong weight, is refused', async () => {
  const store = storeOf([track('a', 0)]);
  const gone = track('gone', 0);
  await expect(findMatches(store, { like: [{ track: gone }] })).rejects.toMatchObject({ code: 'TRACK_NOT_FOUND' });
  await expect(findMatches(store, { like: [] })).rejects.toMatchObject({ code: 'TRACK_NOT_FOUND' });
  const weightless = { like: [{ track: track('a', 0), weight: 0 }] };
  await expect(findMatches(store, weightless)).rejects.toMatchObject({ code: 'USAGE' });
});

test('a clip is a recording of the library by its audio, or by a cosine that only copies reach', async () => {
  const store = storeOf([track('a', 0), track('b', 30)]);
  const heard = (degrees: number, id: string | null = null) => ({ embedding: angle(degrees), id });
  expect(Math.cos((0.5 * Math.PI) / 180)).toBeGreaterThan(SPACE.sameRecordingCosine);
  expect((await findRecording(store, heard(0.5)))?.id).toBe('a');
  expect((await findRecording(store, heard(0.5, 'b')))?.id).toBe('b');
  expect(await findRecording(store, heard(3, 'elsewhere'))).toBeNull();
  expect(await findRecording(storeOf([]), heard(0))).toBeNull();
});

test('a clip that is a part of a stored track is not answered with that track or its versions', async () => {
  const song = track('Song', 0, { artist: 'Ada' });
  const store = storeOf([
    song,
    track('Song (Live)', 20, { artist: 'Ada' }),
    track('Another', 30, { artist: 'Ada' }),
    track('Other', 40),
  ]);
  const part = { embedding: angle(10), soundTags: [] };
  const answer = async (recording: typeof song | null, otherArtists = false): Promise<string[]> =>
    (await findMatches(store, { like: [{ clip: { ...part, recording } }] }, { otherArtists })).map(
      ({ track: match }) => match.id,
    );
  expect(await answer(null)).toEqual(['Song', 'Another', 'Other']);
  expect(await answer(song)).toEqual(['Another', 'Other']);
  expect(await answer(song, true)).toEqual(['Other']);
  const withVersions = await findMatches(
    store,
    { like: [{ clip: { ...part, recording: song } }] },
    { allowVersions: true },
  );
  expect(withVersions.map(({ track: match }) => match.id)).toEqual(['Song (Live)', 'Another', 'Other']);
});
