/** Room around the outermost points, in pixels: for their own size, and what lies over the corners. */
const MARGIN = 56;
/** The camera that shows every point in the middle of a view of this size, as large as fits. */
export function fitting(x, y, width, height) {
  const [left, right] = extent(x);
  const [top, bottom] = extent(y);
  const scale = Math.min(
    Math.max(1, width - 2 * MARGIN) / Math.max(right - left, Number.EPSILON),
    Math.max(1, height - 2 * MARGIN) / Math.max(bottom - top, Number.EPSILON),
  );
  // One point, or all in one place: any scale will do.
  const finite = Math.min(scale, 1e6);
  return {
    scale: finite,
    offsetX: width / 2 - (finite * (left + right)) / 2,
    offsetY: height / 2 - (finite * (top + bottom)) / 2,
  };
}
/** The camera after zooming and moving. */
export function zoomed({ scale, offsetX, offsetY }, { x, y, k }) {
  return { scale: scale * k, offsetX: offsetX * k + x, offsetY: offsetY * k + y };
}
function extent(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : [0, 0];
}
