import { describe, expect, test } from 'vitest';
import type { TrackStore } from '../../store/track-store.ts';
import { useLibrary } from '../fixtures/contract-support.ts';
import type { CreateTestLibrary } from '../fixtures/contract-support.ts';
import { testSpace, testTracks } from '../fixtures/test-track.ts';

const TRACKS = 8;
const DRAWS = 480;
/** Chi-square with 7 degrees of freedom exceeds this with a probability of 1e-8. */
const CHI_SQUARE_LIMIT = 50.8;
const CONCURRENT_DRAWS = 24;

/** Count the draws of each track; some run concurrently, so that a store behind a network is not slow. */
async function drawCounts(
  store: TrackStore,
  ids: readonly string[],
  draw: (n: number) => Promise<{ id: string } | null>,
): Promise<number[]> {
  const counts = new Map(ids.map((id) => [id, 0]));
  for (let from = 0; from < DRAWS; from += CONCURRENT_DRAWS) {
    const drawn = await Promise.all(Array.from({ length: CONCURRENT_DRAWS }, (_, index) => draw(from + index)));
    for (const track of drawn) counts.set(track?.id ?? 'none', (counts.get(track?.id ?? 'none') ?? 0) + 1);
  }
  expect([...counts.keys()], 'only stored tracks are drawn').toHaveLength(await store.count());
  return [...counts.values()];
}

/** Return Pearson's chi-square statistic of counts against equal expectations. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

export function describeRandomTracks(create: CreateTestLibrary): void {
  describe('random', () => {
    test('an empty store returns null', async () => {
      const library = await useLibrary(create);
      await using store = await library.openStore(testSpace());
      expect(await store.random()).toBeNull();
      expect(await store.random(1)).toBeNull();
    });

    test('draws are uniform over consecutive seeds and without a seed', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const tracks = testTracks(TRACKS + 4, space);
      await store.upsert(tracks);
      await store.delete(tracks.slice(TRACKS).map(({ id }) => id));
      const ids = tracks.slice(0, TRACKS).map(({ id }) => id);
      expect(chiSquare(await drawCounts(store, ids, (seed) => store.random(seed)))).toBeLessThan(CHI_SQUARE_LIMIT);
      expect(chiSquare(await drawCounts(store, ids, () => store.random()))).toBeLessThan(CHI_SQUARE_LIMIT);
    });

    test('the same seed and content give the same track, in whatever order the tracks were written', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      const tracks = testTracks(20, space);
      const seeds = [0, 1, -1, 42, 2 ** 31, -(2 ** 40), Number.MAX_SAFE_INTEGER];
      const draw = async (): Promise<(string | undefined)[]> => {
        await using store = await library.openStore(space);
        return await Promise.all(seeds.map(async (seed) => (await store.random(seed))?.id));
      };
      {
        await using store = await library.openStore(space);
        await store.upsert(tracks);
      }
      const first = await draw();
      expect(new Set(first).size).toBeGreaterThan(1);
      expect(await draw()).toEqual(first);
      {
        await using store = await library.openStore(space);
        await store.delete(tracks.slice(0, 10).map(({ id }) => id));
        await store.upsert(tracks.slice(0, 10).toReversed());
      }
      expect(await draw()).toEqual(first);
    });
  });
}
