import { expect, test } from 'vitest';
import { fitting, zoomed } from './camera.ts';
import { COLOURED, NONE, OTHER, colouringOf } from './map-data.ts';
function columnsOf(genres) {
  const values = [...new Set(genres.filter((genre) => genre !== null))];
  const none = { values: [], of: genres.map(() => -1) };
  return {
    ids: genres.map((_, n) => String(n)),
    titles: genres.map((_, n) => `Title ${n}`),
    x: genres.map((_, n) => n),
    y: genres.map((_, n) => -n),
    facets: {
      album: none,
      artist: none,
      sound: none,
      genre: { values, of: genres.map((genre) => (genre === null ? -1 : values.indexOf(genre))) },
    },
  };
}
test('the most frequent categories have a colour each, the rest share one, and none is one too', () => {
  const many = Array.from({ length: COLOURED + 3 }, (_, n) => `genre ${String(n).padStart(2, '0')}`);
  const { legend, points } = colouringOf(columnsOf([...many, 'genre 12', 'genre 12', null]), 'genre');
  expect(legend[0]).toEqual({ colour: 0, label: 'genre 12', tracks: 3 });
  expect(legend[1]).toEqual({ colour: 1, label: 'genre 00', tracks: 1 });
  expect(legend.at(-2)).toEqual({ colour: OTHER, label: '3 others', tracks: 3 });
  expect(legend.at(-1)).toEqual({ colour: NONE, label: 'Unknown', tracks: 1 });
  expect(points[0]).toEqual([12, 13, 14]);
  expect(points.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, n) => n));
});
test('what does not occur is not in the legend', () => {
  expect(colouringOf(columnsOf(['Jazz', 'Jazz']), 'genre').legend).toEqual([{ colour: 0, label: 'Jazz', tracks: 2 }]);
  expect(colouringOf(columnsOf(['Jazz']), 'album').legend).toEqual([{ colour: NONE, label: 'Unknown', tracks: 1 }]);
});
test('the whole map fits the view, in its middle, and zooming keeps a point where the transform says', () => {
  const camera = fitting([-2, 2], [0, 1], 800, 600);
  const at = (x) => x * camera.scale + camera.offsetX;
  expect([at(-2), at(2)]).toEqual([56, 744]);
  expect(0.5 * camera.scale + camera.offsetY).toBe(300);
  const closer = zoomed(camera, { x: 10, y: 20, k: 3 });
  expect(2 * closer.scale + closer.offsetX).toBeCloseTo(at(2) * 3 + 10);
});
test.each([[[]], [[3]]])('a map of %j has a finite camera', (x) => {
  expect(Object.values(fitting(x, x, 800, 600)).every(Number.isFinite)).toBe(true);
});
