import KDBush from 'kdbush';
import type { MapColumns } from '../../map/library-map.ts';

type Positions = Pick<MapColumns, 'x' | 'y'>;

/** Build a spatial index of points. */
export function buildPointIndex({ x, y }: Positions): KDBush {
  const index = new KDBush(x.length);
  x.forEach((value, point) => index.add(value, y[point]!));
  return index.finish();
}

/**
 * Return the point nearest to a place in map coordinates, or null if there is none within reach.
 * @param candidates points to consider; null for all
 */
export function nearestPoint(
  positions: Positions,
  index: KDBush,
  place: readonly [number, number],
  reach: number,
  candidates: ReadonlySet<number> | null,
): number | null {
  const distance = (point: number): number =>
    Math.hypot(positions.x[point]! - place[0], positions.y[point]! - place[1]);
  return index
    .within(place[0], place[1], reach)
    .filter((point) => candidates === null || candidates.has(point))
    .reduce<number | null>(
      (nearest, point) => (nearest === null || distance(point) < distance(nearest) ? point : nearest),
      null,
    );
}
