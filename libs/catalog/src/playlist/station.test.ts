import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storeOf, track } from '../recommend/testing/library-of-angles.ts';
import { smoothOrder } from './smooth-order.ts';
import { station } from './station.ts';
import { libraries } from './testing/random-library.ts';

const idsOf = ({ tracks }: Awaited<ReturnType<typeof station>>): string[] => tracks.map((each) => each.track.id);

test('every station begins with the song, has no track twice, its length if possible, and is the same for a seed', async () => {
  await fc.assert(
    fc.asyncProperty(
      libraries(1),
      fc.integer({ min: 1, max: 40 }),
      fc.integer(),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async ({ tracks, store }, length, randomSeed, variety) => {
        const query = { like: [{ track: tracks[0]! }] };
        const ids = idsOf(await station(store, query, { length, randomSeed, variety }));
        expect(ids[0]).toBe(tracks[0]!.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toHaveLength(Math.min(length, tracks.length));
        expect(idsOf(await station(store, query, { length, randomSeed, variety }))).toEqual(ids);
      },
    ),
    { numRuns: 40 },
  );
});

test('limits hold, and tracks of one artist are apart if there are enough artists', async () => {
  await fc.assert(
    fc.asyncProperty(libraries(40), fc.integer(), async ({ tracks, store }, randomSeed) => {
      const query = { like: [{ track: tracks[0]! }], unlike: [{ track: tracks[9]! }] };
      const limits = { length: 12, randomSeed, artistSpacing: 3, albumSpacing: 3, maxPerArtist: 2 };
      const played = (await station(store, query, limits)).tracks.map((each) => each.track);
      expect(played).toHaveLength(12);
      expect(played.map(({ id }) => id)).not.toContain(tracks[9]!.id);
      for (const [place, { artist }] of played.entries()) {
        const before = played.slice(Math.max(0, place - 3), place);
        expect(before.map((other) => other.artist)).not.toContain(artist);
      }
      for (const same of Map.groupBy(played, ({ artist }) => artist).values())
        expect(same.length).toBeLessThanOrEqual(2);
    }),
    { numRuns: 40 },
  );
});

test('without variety a station has the nearest tracks; with variety it reaches further, and differs by seed', async () => {
  const [seed, ...others] = Array.from({ length: 60 }, (_, n) => track(`at ${n}`, n));
  const store = storeOf([seed!, ...others]);
  const query = { like: [{ track: seed! }] };
  const plain = idsOf(await station(store, query, { length: 8, variety: 0 }));
  expect(plain).toEqual(Array.from({ length: 8 }, (_, n) => `at ${n}`));
  const varied = async (randomSeed: number) =>
    idsOf(await station(store, query, { length: 8, variety: 0.5, randomSeed }));
  expect(await varied(1)).not.toEqual(await varied(2));
  expect((await varied(1)).filter((id) => plain.includes(id)).length).toBeLessThan(8);
});

test('rather than a short station, one artist follows another of theirs; but never more than the limit', async () => {
  const store = storeOf(Array.from({ length: 10 }, (_, n) => track(`at ${n}`, 3 * n, { artist: 'Anna' })));
  const query = { like: [{ track: track('at 0', 0, { artist: 'Anna' }) }] };
  expect(idsOf(await station(store, query, { length: 9 }))).toHaveLength(9);
  expect(idsOf(await station(store, query, { length: 9, maxPerArtist: 2 }))).toHaveLength(2);
});

test('a station of a clip and of several songs has what is around all of them, and begins with the songs', async () => {
  const tracks = [track('a', 0), track('b', 40), track('between', 20), track('far', 170)];
  const clip = { embedding: track('', 20).embedding, soundTags: [] };
  expect(idsOf(await station(storeOf(tracks), { like: [{ clip }] }, { length: 2, variety: 0 }))).not.toContain('far');
  const both = { like: [{ track: tracks[0]! }, { track: tracks[1]! }] };
  expect(idsOf(await station(storeOf(tracks), both, { length: 3, variety: 0 }))).toEqual(['a', 'between', 'b']);
});

test('no single reversal of a part would shorten the order', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 14 }), (at) => {
      const distance = (a: number, b: number): number => Math.abs(at[a]! - at[b]!);
      const order = smoothOrder({ size: at.length, distance, spacing: () => 1, widestSpacing: 1 });
      expect([...order].sort((a, b) => a - b)).toEqual(at.map((_, index) => index));
      const length = (way: readonly number[]): number =>
        way.slice(1).reduce((sum, item, index) => sum + distance(way[index]!, item), 0);
      for (let from = 1; from < order.length; from++)
        for (let to = from + 1; to < order.length; to++) {
          const reversed = [...order.slice(0, from), ...order.slice(from, to + 1).reverse(), ...order.slice(to + 1)];
          expect(length(order)).toBeLessThanOrEqual(length(reversed) + 1e-8);
        }
    }),
  );
});
