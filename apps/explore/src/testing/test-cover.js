import { encode } from 'fast-png';
const SIZE = 240;
/** A cover of circles on a ground of the hue, as PNG. */
export function testCover(hue) {
  const data = new Uint8Array(SIZE * SIZE * 3);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const distance = Math.hypot(x - SIZE * 0.62, y - SIZE * 0.58) / SIZE;
      const ring = Math.floor(distance * 9) % 2 === 0;
      const lightness = (ring ? 0.62 : 0.38) - 0.25 * (y / SIZE);
      data.set(rgb(hue + (ring ? 0 : 28), 0.5, lightness), 3 * (y * SIZE + x));
    }
  }
  return Uint8Array.from(encode({ width: SIZE, height: SIZE, data, channels: 3 }));
}
/** HSL to RGB, after CSS Color 4. */
function rgb(hue, saturation, lightness) {
  const a = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((n) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  });
}
