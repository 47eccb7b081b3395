import type { Place } from './camera.ts';

/**
 * Return which stops of a way get a number, so that no two numbers overlap: the first and the last always, and of the
 * others as many as there is room for, in their order.
 * @param distance smallest distance between two numbers, CSS pixels
 */
export function numberedStops(places: readonly Place[], distance: number): ReadonlySet<number> {
  const numbered = new Set<number>();
  const isFree = (stop: number): boolean =>
    [...numbered].every((other) => {
      const [[x, y], [otherX, otherY]] = [places[stop]!, places[other]!];
      return Math.hypot(x - otherX, y - otherY) >= distance;
    });
  if (places.length === 0) return numbered;
  const last = places.length - 1;
  numbered.add(0).add(last);
  for (let stop = 1; stop < last; stop++) if (isFree(stop)) numbered.add(stop);
  return numbered;
}
