import type { Bounds } from '../../map-format/legends.ts';

/** A d3-zoom transform: the translation and scale of the entire map. */
export interface Zoom {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}

/** Conversion from map coordinates to CSS pixels: `pixel = coordinate × scale + offset`. */
export interface Camera {
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** A place in CSS pixels from the top left corner of the map. */
export type Place = readonly [x: number, y: number];

/** Size in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Margin around the outermost points, pixels: for their own size and for the buttons over the corners. */
const MARGIN = 56;
/** Margin around points that the map zooms to, which have marks and titles. */
const MARKED_MARGIN = 90;
/** Largest zoom that the map chooses by itself: points farther apart than their size are told apart. */
const MAX_FIT_ZOOM = 12;

/** Return the camera that shows everything within the bounds, centred and as large as possible. */
export function fitCamera({ left, right, top, bottom }: Bounds, { width, height }: Size): Camera {
  const scale = Math.min(
    Math.max(1, width - 2 * MARGIN) / Math.max(right - left, Number.EPSILON),
    Math.max(1, height - 2 * MARGIN) / Math.max(bottom - top, Number.EPSILON),
  );
  // With all points in one place, any finite scale works.
  const finite = Math.min(scale, 1e6);
  return {
    scale: finite,
    offsetX: width / 2 - (finite * (left + right)) / 2,
    offsetY: height / 2 - (finite * (top + bottom)) / 2,
  };
}

/** Return the camera after zooming and panning. */
export function zoomCamera({ scale, offsetX, offsetY }: Camera, { x, y, k }: Zoom): Camera {
  return { scale: scale * k, offsetX: offsetX * k + x, offsetY: offsetY * k + y };
}

/** Return the camera for a canvas with more device pixels than CSS pixels. */
export function scaleCamera({ scale, offsetX, offsetY }: Camera, ratio: number): Camera {
  return { scale: scale * ratio, offsetX: offsetX * ratio, offsetY: offsetY * ratio };
}

/** Return where a point of the map is on the screen. */
export function placeOf({ scale, offsetX, offsetY }: Camera, x: number, y: number): Place {
  return [x * scale + offsetX, y * scale + offsetY];
}

/**
 * Return the zoom that shows these places centred and as large as possible, within the zooms that the map allows.
 * @param places in the view without any zoom; at least one
 */
export function zoomTo(places: readonly Place[], { width, height }: Size): Zoom {
  const [left, right] = extent(places.map(([x]) => x));
  const [top, bottom] = extent(places.map(([, y]) => y));
  const k = Math.max(
    0.6,
    Math.min(
      MAX_FIT_ZOOM,
      Math.max(1, width - 2 * MARKED_MARGIN) / Math.max(right - left, Number.EPSILON),
      Math.max(1, height - 2 * MARKED_MARGIN) / Math.max(bottom - top, Number.EPSILON),
    ),
  );
  return { x: width / 2 - (k * (left + right)) / 2, y: height / 2 - (k * (top + bottom)) / 2, k };
}

/** A view of the map, and the camera that shows everything in it. */
export interface FittedView {
  readonly base: Camera;
  readonly view: Size;
}

/** Return the zoom that keeps the same part of the map in the middle when the view gets another size. */
export function keepCentre(zoom: Zoom, before: FittedView, after: FittedView): Zoom {
  const { scale, offsetX, offsetY } = zoomCamera(before.base, zoom);
  const [x, y] = [(before.view.width / 2 - offsetX) / scale, (before.view.height / 2 - offsetY) / scale];
  const [left, top] = placeOf(after.base, x, y);
  return { x: after.view.width / 2 - zoom.k * left, y: after.view.height / 2 - zoom.k * top, k: zoom.k };
}

function extent(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
