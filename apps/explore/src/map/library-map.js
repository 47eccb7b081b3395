/** Coordinates are kept to four decimals: finer than any screen shows, and short as JSON. */
export function mapPoint(id, x, y) {
  return { id, x: Math.round(x * 1e4) / 1e4, y: Math.round(y * 1e4) / 1e4 };
}
