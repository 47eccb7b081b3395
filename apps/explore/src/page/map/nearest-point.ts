import KDBush from 'kdbush';
import type { PointColumns } from '../../map-format/point-columns.ts';

type Positions = Pick<PointColumns, 'x' | 'y'>;

/** Build a spatial index of the first points. @param count at most as many as there are */
export function buildPointIndex({ x, y }: Positions, count: number): KDBush {
  // An index of no points is not allowed.
  const index = new KDBush(Math.max(1, count), 64, Float32Array);
  for (let point = 0; point < count; point++) index.add(x[point]!, y[point]!);
  if (count === 0) index.add(Infinity, Infinity);
  return index.finish();
}

/**
 * Return the point nearest to a place in map coordinates, or null if there is none within reach.
 * @param isCandidate whether to consider a point
 */
export function nearestPoint(
  positions: Positions,
  index: KDBush,
  place: readonly [number, number],
  reach: number,
  isCandidate: (point: number) => boolean = () => true,
): number | null {
  let nearest: number | null = null;
  let least = Infinity;
  for (const point of index.within(place[0], place[1], reach)) {
    const distance = Math.hypot(positions.x[point]! - place[0], positions.y[point]! - place[1]);
    if (distance < least && isCandidate(point)) [nearest, least] = [point, distance];
  }
  return nearest;
}
