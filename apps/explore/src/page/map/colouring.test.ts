import { expect, test } from 'vitest';
import type { MapColumns } from '../../map/library-map.ts';
import { COLOURED, NONE, OTHER, colouringOf } from './colouring.ts';

function columnsOf(genres: readonly (string | null)[]): MapColumns {
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

test('the most frequent categories have separate colours, the others share one, and so do tracks without one', () => {
  const many = Array.from({ length: COLOURED + 3 }, (_, n) => `genre ${String(n).padStart(2, '0')}`);
  const { legend, points } = colouringOf(columnsOf([...many, 'genre 12', 'genre 12', null]), 'genre');
  expect(legend[0]).toEqual({ colour: 0, label: 'genre 12', tracks: 3 });
  expect(legend[1]).toEqual({ colour: 1, label: 'genre 00', tracks: 1 });
  expect(legend.at(-2)).toEqual({ colour: OTHER, label: '3 others', tracks: 3 });
  expect(legend.at(-1)).toEqual({ colour: NONE, label: 'Unknown', tracks: 1 });
  expect(points[0]).toEqual([12, 13, 14]);
  expect(points.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, n) => n));
});

test('the legend lists only categories that occur', () => {
  expect(colouringOf(columnsOf(['Jazz', 'Jazz']), 'genre').legend).toEqual([{ colour: 0, label: 'Jazz', tracks: 2 }]);
  expect(colouringOf(columnsOf(['Jazz']), 'album').legend).toEqual([{ colour: NONE, label: 'Unknown', tracks: 1 }]);
});
