import type { PointColumns } from '../../map-format/point-columns.ts';
import { colourOf } from '../../map-format/point-columns.ts';
import type { Camera } from './camera.ts';
import { plainStamp, smoothStamps, SUBPIXELS } from './stamps.ts';

/** Pixels of a canvas: red in the lowest byte, opaque. */
export interface Raster {
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly height: number;
}

/** How points are painted. All lengths are in pixels of the raster. */
export interface PaintOptions {
  readonly camera: Camera;
  /** Points in the order in which they are painted: later ones cover earlier ones. */
  readonly order: Uint32Array;
  /** Position of the facet's bits in the points' colours. */
  readonly shift: number;
  /** Colour of each colour number, opaque, red in the lowest byte. */
  readonly palette: Uint32Array;
  /** Opacity of each colour number, 0 to 1; only smooth points are translucent. */
  readonly opacities: readonly number[];
  readonly radius: number;
  readonly smooth: boolean;
  /** Points with this number or a higher one are left out: the lower ones are a fair sample. */
  readonly limit: number;
}

/**
 * Paint points pixel by pixel. That is faster than the drawing commands of a canvas, which cost about 0.5 µs a point on
 * any machine, and needs no graphics card.
 */
export function paintPoints(raster: Raster, columns: PointColumns, options: PaintOptions): void {
  if (options.smooth) paintSmooth(raster, columns, options);
  else paintPlain(raster, columns, options);
}

function paintPlain(
  { pixels, width, height }: Raster,
  { x, y, colours }: PointColumns,
  { camera: { scale, offsetX, offsetY }, order, shift, palette, radius, limit }: PaintOptions,
): void {
  const { reach, halfWidths } = plainStamp(radius);
  for (const point of order) {
    if (point >= limit) continue;
    const centreX = Math.floor(x[point]! * scale + offsetX);
    const centreY = Math.floor(y[point]! * scale + offsetY);
    if (centreX < -reach || centreY < -reach || centreX >= width + reach || centreY >= height + reach) continue;
    const colour = palette[colourOf(colours[point]!, shift)]!;
    const isInside = centreX >= reach && centreX < width - reach;
    const last = Math.min(height - 1, centreY + reach);
    for (let row = Math.max(0, centreY - reach); row <= last; row++) {
      const half = halfWidths[row - centreY + reach]!;
      const start = row * width + (isInside ? centreX - half : Math.max(0, centreX - half));
      const end = row * width + (isInside ? centreX + half : Math.min(width - 1, centreX + half));
      for (let at = start; at <= end; at++) pixels[at] = colour;
    }
  }
}

function paintSmooth(
  { pixels, width, height }: Raster,
  { x, y, colours }: PointColumns,
  { camera: { scale, offsetX, offsetY }, order, shift, palette, opacities, radius, limit }: PaintOptions,
): void {
  const stamps = opacities.map((opacity) => smoothStamps(radius, opacity));
  for (const point of order) {
    if (point >= limit) continue;
    const placeX = x[point]! * scale + offsetX;
    const placeY = y[point]! * scale + offsetY;
    const colourNo = colourOf(colours[point]!, shift);
    const { reach, size, alphas } = stamps[colourNo]!;
    const left = Math.floor(placeX) - reach;
    const top = Math.floor(placeY) - reach;
    if (left <= -size || top <= -size || left >= width || top >= height) continue;
    const colour = palette[colourNo]!;
    const [redBlue, green] = [colour & 0xff00ff, colour & 0x00ff00];
    const alphaOfPlace = alphas[subpixel(placeY) * SUBPIXELS + subpixel(placeX)]!;
    const firstColumn = Math.max(0, -left);
    const lastColumn = Math.min(size, width - left);
    const lastRow = Math.min(size, height - top);
    for (let row = Math.max(0, -top); row < lastRow; row++) {
      const line = (top + row) * width + left;
      for (let column = firstColumn; column < lastColumn; column++) {
        const alpha = alphaOfPlace[row * size + column]!;
        if (alpha === 0) continue;
        const under = pixels[line + column]!;
        // Two channels at once: a product of 8 bits and an alpha of at most 256 stays within 16 bits.
        const rest = 256 - alpha;
        const mixedRedBlue = ((Math.imul(under & 0xff00ff, rest) + Math.imul(redBlue, alpha)) >>> 8) & 0xff00ff;
        const mixedGreen = ((Math.imul(under & 0x00ff00, rest) + Math.imul(green, alpha)) >>> 8) & 0x00ff00;
        pixels[line + column] = 0xff000000 | mixedRedBlue | mixedGreen;
      }
    }
  }
}

/** Return which of the equal parts of a pixel a coordinate falls into. */
function subpixel(place: number): number {
  return Math.floor((place - Math.floor(place)) * SUBPIXELS);
}
