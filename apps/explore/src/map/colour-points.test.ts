import { expect, test } from 'vitest';
import type { Track, TrackStore } from '@soundalike/catalog';
import { testSpace, testTrack, withoutEmbedding } from '@soundalike/catalog/testing';
import { COLOURED, NONE, OTHER } from '../map-format/legends.ts';
import { colourOf, facetShift } from '../map-format/point-columns.ts';
import { colourPoints } from './colour-points.ts';
import { mapPoint } from './library-map.ts';
import type { LibraryMap } from './library-map.ts';
import { viewOf } from './map-view.ts';

const SPACE = testSpace();

function library(genres: readonly (string | null)[]): { map: LibraryMap; store: Pick<TrackStore, 'get'> } {
  const tracks = new Map<string, Track>(
    genres.map((genre, n) => {
      const track = withoutEmbedding(testTrack(n, SPACE, { genre: genre === null ? [] : [genre] }));
      return [track.id, track];
    }),
  );
  const points = [...tracks.keys()].map((id, n) => mapPoint(id, n, -n));
  return {
    map: { spaceId: SPACE.id, laidOut: points.length, placed: 0, points, legends: null },
    store: { get: (ids) => Promise.resolve(ids.flatMap((id) => tracks.get(id) ?? [])) },
  };
}

test('the most frequent categories have separate colours, the others share one, and so do tracks without one', async () => {
  const many = Array.from({ length: COLOURED + 3 }, (_, n) => `genre ${String(n).padStart(2, '0')}`);
  const { map, store } = library([...many, 'genre 12', 'genre 12', null]);
  const shares: number[] = [];
  const { points, legends } = await colourPoints(store, map, (share) => shares.push(share));
  expect(legends!.genre.categories[0]).toEqual({ label: 'genre 12', tracks: 3 });
  expect(legends!.genre.categories[1]).toEqual({ label: 'genre 00', tracks: 1 });
  expect(legends!.genre.others).toEqual({ categories: 3, tracks: 3 });
  expect(legends!.genre.unknown).toBe(1);
  const colours = points.map((point) => colourOf(point.colours, facetShift('genre')));
  expect(colours.slice(0, 13)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, OTHER, OTHER, OTHER, 0]);
  expect(colours.slice(13)).toEqual([0, 0, NONE]);
  expect(legends!.artist.categories).toHaveLength(7);
  expect(shares.at(-1)).toBe(1);
});

test('points of deleted tracks are left out', async () => {
  const { map, store } = library(['Jazz', 'Jazz']);
  const gone = { ...map, points: [mapPoint('gone', 9, 9), ...map.points] };
  const { points, legends } = await colourPoints(store, gone, () => undefined);
  expect(points.map(({ id }) => id)).toEqual(map.points.map(({ id }) => id));
  expect(legends!.genre.categories).toEqual([{ label: 'Jazz', tracks: 2 }]);
});

test('the version of a view changes with the points and their colours, and not with their order', async () => {
  const { map, store } = library(['Jazz', 'Folk', null]);
  const coloured = await colourPoints(store, map, () => undefined);
  const { version, ids } = viewOf(coloured);
  expect(ids).toEqual([...ids].sort());
  expect(viewOf({ ...coloured, points: [...coloured.points].reverse() }).version).toBe(version);
  const [first, ...rest] = coloured.points;
  expect(viewOf({ ...coloured, points: [{ ...first!, x: first!.x + 1 }, ...rest] }).version).not.toBe(version);
  expect(viewOf({ ...coloured, points: [{ ...first!, colours: 0 }, ...rest] }).version).not.toBe(version);
  expect(viewOf({ ...coloured, points: rest }).version).not.toBe(version);
  expect(() => viewOf(map)).toThrow(TypeError);
});
