import type { Facet, MapColumns } from '../../map/library-map.ts';

/** Number of categories with a separate colour; all others share one grey. */
export const COLOURED = 10;
/** Colour number of a track whose category is not among the coloured ones. */
export const OTHER = COLOURED;
/** Colour number of a track that has no category. */
export const NONE = COLOURED + 1;

/** A category in the legend. */
interface LegendEntry {
  /** Colour number. */
  readonly colour: number;
  readonly label: string;
  readonly tracks: number;
}

/** Colours of the points for one facet. */
export interface Colouring {
  readonly legend: readonly LegendEntry[];
  /** The points of each colour number. */
  readonly points: readonly number[][];
}

/** Assign a colour to each of the most frequent categories: largest first, ties by name, so that colours are stable. */
export function colouringOf(columns: MapColumns, facet: Facet): Colouring {
  const { values, of } = columns.facets[facet];
  const counts = values.map(() => 0);
  for (const value of of) if (value >= 0) counts[value]!++;
  const ranked = values
    .map((label, value) => ({ label, value, tracks: counts[value]! }))
    .sort((a, b) => b.tracks - a.tracks || (a.label < b.label ? -1 : 1));
  const colours = values.map(() => OTHER);
  ranked.slice(0, COLOURED).forEach(({ value }, colour) => (colours[value] = colour));

  const points: number[][] = Array.from({ length: NONE + 1 }, () => []);
  of.forEach((value, point) => points[value < 0 ? NONE : colours[value]!]!.push(point));
  const legend = [
    ...ranked.slice(0, COLOURED).map(({ label, tracks }, colour) => ({ colour, label, tracks })),
    {
      colour: OTHER,
      label: `${Math.max(0, values.length - COLOURED).toLocaleString('en')} others`,
      tracks: points[OTHER]!.length,
    },
    { colour: NONE, label: 'Unknown', tracks: points[NONE]!.length },
  ];
  return { legend: legend.filter(({ tracks }) => tracks > 0), points };
}
