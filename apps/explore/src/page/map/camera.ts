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

/** Margin around the outermost points, pixels: for their own size and for the buttons over the corners. */
const MARGIN = 56;

/** Return the camera that shows every point, centred and as large as possible, in a view of this size. */
export function fitCamera(x: readonly number[], y: readonly number[], width: number, height: number): Camera {
  const [left, right] = extent(x);
  const [top, bottom] = extent(y);
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

function extent(values: readonly number[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : [0, 0];
}
