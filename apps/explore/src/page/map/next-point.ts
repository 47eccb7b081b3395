import type KDBush from 'kdbush';
import type { PointColumns } from '../../map-format/point-columns.ts';

type Positions = Pick<PointColumns, 'x' | 'y'>;

/** A direction of an arrow key, on the screen. */
export type Direction = 'left' | 'right' | 'up' | 'down';

const VECTORS: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};
/** How many times as far as the smallest step to look, one after the other, so that few points are compared. */
const REACHES = [3, 12, 48, Infinity];

/**
 * Return the point to go to from a place in a direction: near, and within 45 degrees of the direction. Points nearer
 * than the smallest step are passed over unless there is nothing else, so that a step is visible on the screen.
 * @param step smallest step, in map coordinates
 * @returns null if there is no point in that direction
 */
export function nextPoint(
  positions: Positions,
  index: KDBush,
  [fromX, fromY]: readonly [number, number],
  direction: Direction,
  step: number,
): number | null {
  const [alongX, alongY] = VECTORS[direction];
  let best: number | null = null;
  let bestCost = Infinity;
  for (const times of REACHES) {
    const reach = times * step;
    for (const point of index.range(fromX - reach, fromY - reach, fromX + reach, fromY + reach)) {
      const [x, y] = [positions.x[point]! - fromX, positions.y[point]! - fromY];
      const along = x * alongX + y * alongY;
      const across = Math.abs(x * alongY) + Math.abs(y * alongX);
      if (along <= 0 || across > along) continue;
      const tooNear = along < step ? 1e9 * step : 0;
      const cost = along + 2 * across + tooNear;
      if (cost < bestCost) [best, bestCost] = [point, cost];
    }
    // Anything farther away than the reach costs more.
    if (bestCost <= reach) break;
  }
  return best;
}
