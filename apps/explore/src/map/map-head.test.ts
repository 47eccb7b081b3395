import { expect, test, vi } from 'vitest';
import { testSpace } from '@soundalike/catalog/testing';
import { mapPoint } from './library-map.ts';
import { mapHead } from './map-head.ts';
import { viewOf } from './map-view.ts';

const SPACE = testSpace();
const LEGEND = { categories: [], others: { categories: 0, tracks: 0 }, unknown: 3 };
const LEGENDS = { album: LEGEND, artist: LEGEND, genre: LEGEND, sound: LEGEND };

/** The state of an updater with a map of three tracks. */
function updater(spaceId: string, ageMs: number) {
  const points = ['b', 'a', 'c'].map((id, n) => mapPoint(id, n, 2 - n));
  const view = viewOf({ spaceId, laidOut: 3, placed: 0, points, legends: LEGENDS });
  return { view, ageMs, progress: null, takeFailure: () => false, update: vi.fn() };
}
const storeOf = (tracks: number) => ({ space: SPACE, count: () => Promise.resolve(tracks) });

test('the map of another embedding space is not shown, and an update starts', async () => {
  const other = updater('cnn14-another-v1-f32', 0);
  expect(await mapHead(storeOf(3), other)).toMatchObject({ state: 'computing' });
  expect(other.update).toHaveBeenCalledTimes(1);

  const own = updater(SPACE.id, 60_000);
  expect(await mapHead(storeOf(3), own)).toMatchObject({
    state: 'ready',
    points: 3,
    bounds: { left: 0, right: 2, top: 0, bottom: 2 },
    updating: false,
  });
  expect(own.update).not.toHaveBeenCalled();
});

test.each([
  ['the number of tracks is the same', 3, 60_000, 0],
  ['tracks were added', 4, 60_000, 1],
  ['tracks were added, but an update has just ended', 4, 10_000, 0],
  ['nothing is known to have changed for a long time', 3, 700_000, 1],
])('if %s, the map is shown as it is, and updates start: %#', async (_, tracks, ageMs, updates) => {
  const maps = updater(SPACE.id, ageMs);
  expect(await mapHead(storeOf(tracks), maps)).toMatchObject({ state: 'ready', points: 3 });
  expect(maps.update).toHaveBeenCalledTimes(updates);
});

test('a failure is reported once if there is no map', async () => {
  const maps = { ...updater(SPACE.id, 0), view: null, takeFailure: vi.fn().mockReturnValueOnce(true) };
  expect(await mapHead(storeOf(3), maps)).toMatchObject({ state: 'failed' });
  expect(maps.update).not.toHaveBeenCalled();
});
