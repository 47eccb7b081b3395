import KDBush from 'kdbush';
import type { MapColumns } from '../../map/map-view.ts';

type Positions = Pick<MapColumns, 'x' | 'y'>;

/** An index of points by where they lie. */
export function indexOf({ x, y }: Positions): KDBush {
  const index = new KDBush(x.length);
  x.forEach((value, point) => index.add(value, y[point]!));
  return index.finish();
}

/**
 * The point nearest to a place, in map coordinates; null where there is none within reach.
 * @param candidates the only points that count; null: all
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
