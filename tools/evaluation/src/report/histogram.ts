import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

const WIDTH = 840;
const HEIGHT = 120;

/** How many tracks occur how often: one bar for every whole number from 0 to the largest. */
export function histogram(title: string, counts: readonly number[]): Markup {
  const bars = new Array<number>(Math.max(...counts) + 1).fill(0);
  for (const count of counts) bars[count]!++;
  const tallest = Math.max(...bars);
  const step = WIDTH / bars.length;
  return markup`<svg role="img" aria-label="${title}" viewBox="0 0 ${WIDTH} ${HEIGHT + 20}">
${bars.map((tracks, occurrences) => {
  const height = (tracks / tallest) * HEIGHT;
  return markup`<rect class="bar" x="${(occurrences * step).toFixed(1)}" y="${(HEIGHT - height).toFixed(1)}" width="${(step * 0.9).toFixed(1)}" height="${height.toFixed(1)}"><title>${tracks} tracks occur ${occurrences} times</title></rect>`;
})}
<text class="tick" x="${step / 2}" y="${HEIGHT + 15}">0</text><text class="tick" x="${WIDTH - step / 2}" y="${HEIGHT + 15}">${bars.length - 1}</text></svg>`;
}
