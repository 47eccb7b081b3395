import KDBush from 'kdbush';
/** An index of points by where they lie. */
export function indexOf({ x, y }) {
  const index = new KDBush(x.length);
  x.forEach((value, point) => index.add(value, y[point]));
  return index.finish();
}
/**
 * The point nearest to a place, in map coordinates; null where there is none within reach.
 * @param candidates the only points that count; null: all
 */
export function nearestPoint(positions, index, place, reach, candidates) {
  const distance = (point) => Math.hypot(positions.x[point] - place[0], positions.y[point] - place[1]);
  return index
    .within(place[0], place[1], reach)
    .filter((point) => candidates === null || candidates.has(point))
    .reduce((nearest, point) => (nearest === null || distance(point) < distance(nearest) ? point : nearest), null);
}
