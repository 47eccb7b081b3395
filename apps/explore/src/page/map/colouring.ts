import { NONE, OTHER } from '../../map-format/legends.ts';
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
 * the colours, then all colours mixed, so that none covers the others where points are dense, and a highlighted colour
 * above all.
 * @param highlighted colour number; null for none
 */
export function paintOrder(points: MapPoints, facet: Facet, highlighted: number | null): Uint32Array {
  const shift = facetShift(facet);
  const layerOf = Uint8Array.from({ length: NONE + 1 }, (_, colour) => {
    if (colour === highlighted) return 3;
    return colour === NONE ? 0 : colour === OTHER ? 1 : 2;
  });
  const counts = new Uint32Array(4);
  for (let point = 0; point < points.loaded; point++) counts[layerOf[colourOf(points.colours[point]!, shift)]!]!++;
  const next = Uint32Array.of(0, counts[0]!, counts[0]! + counts[1]!, counts[0]! + counts[1]! + counts[2]!);
  const order = new Uint32Array(points.loaded);
  for (let point = 0; point < points.loaded; point++) {
    order[next[layerOf[colourOf(points.colours[point]!, shift)]!]!++] = point;
  }
  return order;
}
