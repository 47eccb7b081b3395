import { COLOURED, NONE, OTHER } from '../../map-format/legends.ts';
import type { Facet, Legend } from '../../map-format/legends.ts';
import { colourOf, facetShift } from '../../map-format/point-columns.ts';
import type { MapPoints } from './map-points.ts';

/** A category in the legend. */
export interface LegendEntry {
  /** Colour number. */
  readonly colour: number;
  readonly label: string;
  readonly tracks: number;
}

/** Return the entries of a legend that have tracks: the categories, the largest first, then the greys. */
export function legendEntries({ categories, others, unknown }: Legend): LegendEntry[] {
  return [
    ...categories.map(({ label, tracks }, colour) => ({ colour, label, tracks })),
    { colour: OTHER, label: `${others.categories.toLocaleString('en')} others`, tracks: others.tracks },
    { colour: NONE, label: 'Unknown', tracks: unknown },
  ].filter(({ tracks }) => tracks > 0);
}

/**
 * Return the points that have arrived, in the order in which they are painted: the greys first, so that they are below
 * the colours, then the colours from the largest category to the smallest, and a highlighted one above all.
 * @param highlighted colour number; null for none
 */
export function paintOrder(points: MapPoints, facet: Facet, highlighted: number | null): Uint32Array {
  const shift = facetShift(facet);
  const counts = new Uint32Array(NONE + 1);
  for (let point = 0; point < points.loaded; point++) counts[colourOf(points.colours[point]!, shift)]!++;
  const colours = [NONE, OTHER, ...Array.from({ length: COLOURED }, (_, colour) => colour)];
  colours.sort((a, b) => Number(a === highlighted) - Number(b === highlighted));
  const next = new Uint32Array(NONE + 1);
  let start = 0;
  for (const colour of colours) {
    next[colour] = start;
    start += counts[colour]!;
  }
  const order = new Uint32Array(points.loaded);
  for (let point = 0; point < points.loaded; point++) {
    order[next[colourOf(points.colours[point]!, shift)]!++] = point;
  }
  return order;
}
