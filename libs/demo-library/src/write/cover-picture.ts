import { encode } from 'fast-png';
import type { DemoPiece } from '../pieces/demo-pieces.ts';
import { Random } from '../random/random.ts';

const SIDE = 240;
const CIRCLES = 6;

/** Draw the cover of a piece's album as PNG: circles in a few colours, the same for every track of the album. */
export function coverPicture({ artist, album }: DemoPiece): Uint8Array {
  const random = new Random(`${artist}/${album}`);
  const colour = (): readonly number[] => [random.integer(20, 240), random.integer(20, 240), random.integer(20, 240)];
  const ground = colour();
  const circles = Array.from({ length: CIRCLES }, () => ({
    x: random.integer(0, SIDE),
    y: random.integer(0, SIDE),
    radius: random.integer(SIDE / 12, SIDE / 3),
    colour: colour(),
  }));
  const data = new Uint8Array(SIDE * SIDE * 3);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const x = pixel % SIDE;
    const y = Math.floor(pixel / SIDE);
    const top = circles.findLast((circle) => Math.hypot(x - circle.x, y - circle.y) < circle.radius);
    data.set(top?.colour ?? ground, pixel * 3);
  }
  return encode({ width: SIDE, height: SIDE, data, channels: 3, depth: 8 });
}
