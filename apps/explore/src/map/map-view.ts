import { createHash } from 'node:crypto';
import type { Bounds, Legends } from '../map-format/legends.ts';
import { emptyColumns, encodePoints } from '../map-format/point-columns.ts';
import type { PointColumns } from '../map-format/point-columns.ts';
import type { LibraryMap } from './library-map.ts';

/** A map as the page gets it, part by part. */
export interface MapView {
  /** Changes with everything that the page shows: 16 hexadecimal digits. */
  readonly version: string;
  readonly spaceId: string;
  /** Ids of the tracks, by number of the point. */
  readonly ids: readonly string[];
  readonly columns: PointColumns;
  readonly legends: Legends;
  readonly bounds: Bounds;
}

/**
 * Return the view of a map. Its points are in the order of their ids, which are digests: so the first ones, however
 * many, are a fair sample of all.
 * @throws `TypeError` if the points have no colours yet
 */
export function viewOf({ spaceId, points, legends }: LibraryMap): MapView {
  if (legends === null) throw new TypeError('the points have no colours yet');
  const sorted = [...points].sort((a, b) => (a.id < b.id ? -1 : 1));
  const columns = emptyColumns(sorted.length);
  sorted.forEach(({ x, y, colours }, n) => {
    columns.x[n] = x;
    columns.y[n] = y;
    columns.colours[n] = colours;
  });
  const ids = sorted.map(({ id }) => id);
  const version = createHash('sha256')
    .update(JSON.stringify([spaceId, legends, ids]))
    .update(encodePoints(columns, 0, ids.length))
    .digest('hex')
    .slice(0, 16);
  return { version, spaceId, ids, columns, legends, bounds: boundsOf(columns) };
}

function boundsOf({ x, y }: PointColumns): Bounds {
  if (x.length === 0) return { left: 0, right: 0, top: 0, bottom: 0 };
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let n = 0; n < x.length; n++) {
    left = Math.min(left, x[n]!);
    right = Math.max(right, x[n]!);
    top = Math.min(top, y[n]!);
    bottom = Math.max(bottom, y[n]!);
  }
  return { left, right, top, bottom };
}
