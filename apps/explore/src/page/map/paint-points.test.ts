import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyColumns } from '../../map-format/point-columns.ts';
import { paintPoints } from './paint-points.ts';
import type { PaintOptions, Raster } from './paint-points.ts';

const GROUND = 0xff_ff_ff_ff;
const RED = 0xff_00_00_ff;
const BLUE = 0xff_ff_00_00;
const [WIDTH, HEIGHT] = [40, 30];

function paint(places: readonly (readonly [number, number, number])[], options: Partial<PaintOptions> = {}): Raster {
  const columns = emptyColumns(places.length);
  places.forEach(([x, y, colour], n) => {
    columns.x[n] = x;
    columns.y[n] = y;
    columns.colours[n] = colour;
  });
  const raster = { pixels: new Uint32Array(WIDTH * HEIGHT).fill(GROUND), width: WIDTH, height: HEIGHT };
  paintPoints(raster, columns, {
    camera: { scale: 1, offsetX: 0, offsetY: 0 },
    order: Uint32Array.from(places, (_, n) => n),
    shift: 0,
    palette: Uint32Array.of(RED, BLUE),
    opacities: [1, 1],
    radius: 3,
    smooth: true,
    limit: places.length,
    ...options,
  });
  return raster;
}
const pixel = ({ pixels }: Raster, x: number, y: number): number => pixels[y * WIDTH + x]!;
const painted = ({ pixels }: Raster): number => pixels.filter((colour) => colour !== GROUND).length;

test.each([true, false])('a point covers about the area of its circle, centred (smooth: %s)', (smooth) => {
  const raster = paint([[20.5, 15.5, 0]], { radius: 5, smooth });
  expect(pixel(raster, 20, 15)).toBe(RED);
  for (const [x, y] of [
    [14, 15],
    [26, 15],
    [20, 9],
    [20, 21],
    [16, 11],
  ] as const)
    expect(pixel(raster, x, y)).toBe(GROUND);
  // Weighted by how red each pixel is.
  const covered = raster.pixels.reduce((sum, colour) => sum + 1 - ((colour >> 8) & 0xff) / 255, 0);
  expect(Math.abs(covered - Math.PI * 25)).toBeLessThan(6);
});

test.each([true, false])(
  'later points cover earlier ones, and left out ones are not painted (smooth: %s)',
  (smooth) => {
    const places = [
      [10.5, 10.5, 0],
      [11.5, 10.5, 1],
    ] as const;
    expect(pixel(paint(places, { smooth }), 11, 10)).toBe(BLUE);
    expect(pixel(paint(places, { smooth, order: Uint32Array.of(1, 0) }), 11, 10)).toBe(RED);
    expect(pixel(paint(places, { smooth, limit: 1 }), 11, 10)).toBe(RED);
  },
);

test('translucent points are mixed with what is below them', () => {
  const raster = paint([[10.5, 10.5, 0]], { opacities: [0.5, 1] });
  const colour = pixel(raster, 10, 10);
  expect(colour & 0xff).toBe(0xff);
  expect(Math.abs(((colour >> 8) & 0xff) - 128)).toBeLessThan(3);
  expect(colour >>> 24).toBe(0xff);
});

test('points across or beyond any edge are painted as on a larger raster, and nothing else changes', () => {
  // Multiples of 1/64: adding the margin changes nothing by rounding.
  const coordinate = (size: number) => fc.integer({ min: -12 * 64, max: (size + 12) * 64 }).map((parts) => parts / 64);
  const place = fc.tuple(coordinate(WIDTH), coordinate(HEIGHT), fc.nat(1));
  const options = fc.record({ smooth: fc.boolean(), radius: fc.double({ min: 0.3, max: 9, noNaN: true }) });
  const margin = 40;
  fc.assert(
    fc.property(fc.array(place, { maxLength: 12 }), options, (places, { smooth, radius }) => {
      const small = paint(places, { smooth, radius });
      const columns = emptyColumns(places.length);
      places.forEach(([x, y, colour], n) => {
        columns.x[n] = x;
        columns.y[n] = y;
        columns.colours[n] = colour;
      });
      const [width, height] = [WIDTH + 2 * margin, HEIGHT + 2 * margin];
      const large = { pixels: new Uint32Array(width * height).fill(GROUND), width, height };
      paintPoints(large, columns, {
        camera: { scale: 1, offsetX: margin, offsetY: margin },
        order: Uint32Array.from(places, (_, n) => n),
        shift: 0,
        palette: Uint32Array.of(RED, BLUE),
        opacities: [1, 1],
        radius,
        smooth,
        limit: places.length,
      });
      for (let y = 0; y < HEIGHT; y++) {
        const start = (y + margin) * width + margin;
        expect(small.pixels.subarray(y * WIDTH, (y + 1) * WIDTH)).toEqual(large.pixels.subarray(start, start + WIDTH));
      }
    }),
    { numRuns: 60 },
  );
});

test('a point is always visible, however small', () => {
  for (const smooth of [true, false])
    expect(painted(paint([[10.2, 10.7, 0]], { radius: 0.4, smooth }))).toBeGreaterThan(0);
});
