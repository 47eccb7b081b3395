import type { Place, Size } from './camera.ts';

/** Distance of a card from its point, CSS pixels. */
const GAP = 16;
/** Smallest distance of a card from the edges of the map, CSS pixels. */
const EDGE = 8;

/**
 * Return the top left corner of a card next to a point: above it and centred if there is room, otherwise below it, and
 * moved sideways as far as needed to be entirely visible. If there is no room above or below, it covers the point.
 */
export function placeCard([x, y]: Place, card: Size, view: Size): Place {
  const above = y - GAP - card.height;
  const below = y + GAP;
  const top = above >= EDGE ? above : below;
  return [within(x - card.width / 2, card.width, view.width), within(top, card.height, view.height)];
}

function within(start: number, length: number, available: number): number {
  return Math.max(EDGE, Math.min(start, available - EDGE - length));
}
