import { FACETS } from './legends.ts';
import type { Facet } from './legends.ts';

/**
 * The points of a map, column by column: entry n of each column belongs to point n. The first points, however many, are
 * a fair sample of all, so a map can be shown before all of it has arrived.
 */
export interface PointColumns {
  readonly x: Float32Array<ArrayBuffer>;
  readonly y: Float32Array<ArrayBuffer>;
  /** Colour numbers, four bits for each facet in the order of `FACETS`, the first in the lowest bits. */
  readonly colours: Uint16Array<ArrayBuffer>;
}

/** Bytes of one point: two 32-bit floats and 16 bits of colours. */
const BYTES_PER_POINT = 10;
const BITS_PER_FACET = 4;
const FACET_MASK = 0b1111;

/** Return the position of a facet's bits in a point's colours. */
export function facetShift(facet: Facet): number {
  return BITS_PER_FACET * FACETS.indexOf(facet);
}

/** Return the colour number of a facet. @param colours of a point */
export function colourOf(colours: number, shift: number): number {
  return (colours >> shift) & FACET_MASK;
}

/** Return columns for `count` points, all zero. */
export function emptyColumns(count: number): PointColumns {
  return { x: new Float32Array(count), y: new Float32Array(count), colours: new Uint16Array(count) };
}

/**
 * Encode the points `from` to `to` (exclusive): their x, then their y, then their colours, each little-endian, as all
 * platforms with a browser or Node.js are.
 */
export function encodePoints({ x, y, colours }: PointColumns, from: number, to: number): Uint8Array<ArrayBuffer> {
  const count = Math.max(0, to - from);
  const bytes = new Uint8Array(count * BYTES_PER_POINT);
  new Float32Array(bytes.buffer, 0, count).set(x.subarray(from, from + count));
  new Float32Array(bytes.buffer, 4 * count, count).set(y.subarray(from, from + count));
  new Uint16Array(bytes.buffer, 8 * count, count).set(colours.subarray(from, from + count));
  return bytes;
}

/** Return the points of `encodePoints`, without a copy. @throws `RangeError` if the bytes are not whole points */
export function decodePoints(bytes: ArrayBuffer): PointColumns {
  const count = bytes.byteLength / BYTES_PER_POINT;
  if (!Number.isInteger(count)) throw new RangeError(`${bytes.byteLength} bytes are not whole points of the map`);
  return {
    x: new Float32Array(bytes, 0, count),
    y: new Float32Array(bytes, 4 * count, count),
    colours: new Uint16Array(bytes, 8 * count, count),
  };
}
