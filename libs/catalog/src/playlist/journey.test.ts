import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cosine } from '../recommend/similarity.ts';
import { SPACE, storeOf, track } from '../recommend/testing/library-of-angles.ts';
import { greatCircle } from './great-circle.ts';
import { journey } from './journey.ts';
import { smoothestWay } from './smoothest-way.ts';
import { libraries } from './testing/random-library.ts';

const idsOf = ({ tracks }: Awaited<ReturnType<typeof journey>>): string[] => tracks.map((each) => each.track.id);

test('a journey goes from song to song in even steps', async () => {
  const [from, to] = [track('from', 0), track('to', 90)];
  const between = [10, 22, 31, 44, 60, 69, 80].map((degrees) => track(`at ${degrees}`, degrees));
  const aside = [-40, -20, 130, 180].map((degrees) => track(`aside ${degrees}`, degrees));
  const way = await journey(storeOf([to, ...aside, ...between, from]), from, to, { length: 5 });
  expect(idsOf(way)).toEqual(['from', 'at 22', 'at 44', 'at 69', 'to']);
  expect(way.space).toBe(SPACE);
  expect(way.tracks.map(({ similarity }) => similarity)).toEqual(
    [0, 22, 44, 69, 90].map((degrees) => expect.closeTo(Math.cos((degrees * Math.PI) / 180), 6) as number),
  );
  expect(way.tracks[0]!.step).toBeNull();
  expect(way.tracks[3]!.step).toBeCloseTo(Math.cos((25 * Math.PI) / 180), 6);
});

test('in every library the ends are fixed, no track comes twice, and the length is exact if there are enough', async () => {
  await fc.assert(
    fc.asyncProperty(libraries(2), fc.integer({ min: 2, max: 30 }), async ({ tracks, store }, length) => {
      const [from, to] = [tracks[0]!, tracks.at(-1)!];
      const way = await journey(store, from, to, { length });
      const ids = idsOf(way);
      expect([ids[0], ids.at(-1)]).toEqual([from.id, to.id]);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toHaveLength(Math.min(length, tracks.length));
      const vector = (id: string): Float32Array => tracks.find((each) => each.id === id)!.embedding;
      for (const [place, { step, similarity }] of way.tracks.entries()) {
        if (place > 0) expect(step).toBeCloseTo(cosine(vector(ids[place - 1]!), vector(ids[place]!)), 6);
        expect(similarity).toBeCloseTo(cosine(from.embedding, vector(ids[place]!)), 5);
      }
    }),
    { numRuns: 60 },
  );
});

test('limits hold between the ends', async () => {
  await fc.assert(
    fc.asyncProperty(libraries(10), async ({ tracks, store }) => {
      const [from, to] = [tracks[0]!, tracks[1]!];
      const exclude = tracks.slice(2, 5).map(({ id }) => id);
      const limits = { length: 12, exclude, otherArtists: true, maxPerArtist: 2, maxDurationSeconds: 200 };
      const between = (await journey(store, from, to, limits)).tracks.slice(1, -1).map((each) => each.track);
      for (const { id, artist, durationSeconds } of between) {
        expect(exclude).not.toContain(id);
        expect([from.artist, to.artist]).not.toContain(artist);
        expect(durationSeconds).toBeLessThanOrEqual(200);
      }
      for (const same of Map.groupBy(between, ({ artist }) => artist).values())
        expect(same.length).toBeLessThanOrEqual(2);
    }),
    { numRuns: 40 },
  );
});

test('no way over the same stops has a smaller largest step', () => {
  const vector = fc.integer({ min: 1, max: 89 }).map((degrees) => track('', degrees).embedding);
  const [from, to] = [track('', 0).embedding, track('', 90).embedding];
  const circle = greatCircle(from, to);
  fc.assert(
    fc.property(fc.array(vector, { minLength: 1, maxLength: 9 }), fc.nat(), (vectors, wanted) => {
      const stops = vectors
        .map((embedding) => ({ embedding, progress: circle.progress(embedding) }))
        .sort((a, b) => a.progress - b.progress);
      const count = 1 + (wanted % stops.length);
      const largest = (chosen: readonly number[]): number => {
        const way = [from, ...chosen.map((index) => stops[index]!.embedding), to];
        return Math.max(...way.slice(1).map((each, index) => Math.acos(cosine(way[index]!, each))));
      };
      const chosen = smoothestWay(from, to, stops, count, circle.angle);
      expect(chosen).toHaveLength(count);
      expect(chosen).toEqual([...new Set(chosen)].sort((a, b) => a - b));
      const least = Math.min(...combinations(stops.length, count).map(largest));
      expect(largest(chosen)).toBeCloseTo(least, 9);
    }),
  );
});

function combinations(size: number, count: number, from = 0): number[][] {
  if (count === 0) return [[]];
  return Array.from({ length: Math.max(0, size - from) }, (_, index) => from + index).flatMap((first) =>
    combinations(size, count - 1, first + 1).map((rest) => [first, ...rest]),
  );
}

test.each([
  ['equal', 0],
  ['opposite', 180],
])('the way between %s vectors has points of length 1', (_, degrees) => {
  const circle = greatCircle(track('', 0).embedding, track('', degrees).embedding);
  for (const share of [0, 0.3, 1]) expect(Math.hypot(...circle.point(share))).toBeCloseTo(1, 6);
  expect(cosine(circle.point(1), track('', degrees).embedding)).toBeCloseTo(1, 6);
  expect(Number.isFinite(circle.progress(track('', 50).embedding))).toBe(true);
});

test('a journey from a song to itself, or to one that is not stored, is refused', async () => {
  const store = storeOf([track('a', 0), track('b', 9)]);
  await expect(journey(store, track('a', 0), track('a', 0))).rejects.toMatchObject({ code: 'USAGE' });
  await expect(journey(store, track('a', 0), track('c', 0))).rejects.toMatchObject({ code: 'TRACK_NOT_FOUND' });
  expect(idsOf(await journey(store, track('a', 0), track('b', 9)))).toEqual(['a', 'b']);
});

test('versions of the ends and of other stops are left out', async () => {
  const [from, to] = [track('from', 0, { artist: 'Bo', title: 'Tune' }), track('to', 90)];
  const store = storeOf([
    from,
    to,
    track('live', 45, { artist: 'Bo', title: 'Tune (Live)' }),
    track('a', 40, { artist: 'Cy', title: 'Song' }),
    track('a demo', 50, { artist: 'Cy', title: 'Song - Demo' }),
  ]);
  expect(await journey(store, from, to, { length: 9 }).then(idsOf)).toHaveLength(3);
  expect(await journey(store, from, to, { length: 9, allowVersions: true }).then(idsOf)).toHaveLength(5);
});
