import type { Bounds } from '../../map-format/legends.ts';
import { decodePoints, emptyColumns } from '../../map-format/point-columns.ts';
import type { PointColumns } from '../../map-format/point-columns.ts';

/** The points of the map in this page, as far as they have arrived. */
export interface MapPoints extends PointColumns {
  /** Version of the map on the server. */
  readonly version: string;
  /** Number of points of the entire map. */
  readonly total: number;
  /** Number of points that have arrived: the first ones, which are a fair sample. */
  readonly loaded: number;
  readonly bounds: Bounds;
}

/** Return a map of which nothing has arrived yet. Its memory is that of the entire map. */
export function startPoints(version: string, total: number, bounds: Bounds): MapPoints {
  return { ...emptyColumns(total), version, total, loaded: 0, bounds };
}

/** Return the map with the next points, which share the memory of the earlier ones. @param bytes of `encodePoints` */
export function appendPoints(points: MapPoints, bytes: ArrayBuffer): MapPoints {
  const next = decodePoints(bytes);
  const loaded = Math.min(points.total, points.loaded + next.x.length);
  const count = loaded - points.loaded;
  points.x.set(next.x.subarray(0, count), points.loaded);
  points.y.set(next.y.subarray(0, count), points.loaded);
  points.colours.set(next.colours.subarray(0, count), points.loaded);
  return { ...points, loaded };
}
