import type { Estimate } from '../metrics/estimates.ts';
import { plain, withInterval } from './figures.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

/** One line of an interval plot. */
export interface PlottedEstimate {
  readonly label: string;
  readonly estimate: Estimate;
}

const LABEL_WIDTH = 400;
const PLOT_WIDTH = 420;
const LINE_HEIGHT = 20;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

const HISTOGRAM_WIDTH = 840;
const HISTOGRAM_HEIGHT = 120;

/** Draw figures from 0 to 1 as dots with their intervals, one per line, and the chance level as a dashed line. */
export function intervalPlot(title: string, lines: readonly PlottedEstimate[], chance: number): Markup {
  const bottom = lines.length * LINE_HEIGHT + 10;
  const x = (value: number): string => (LABEL_WIDTH + value * PLOT_WIDTH).toFixed(1);
  const ticks = TICKS.map(
    (tick) => markup`<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="${bottom}"/>
<text class="tick" x="${x(tick)}" y="${bottom + 15}">${tick}</text>`,
  );
  const rows = lines.map(({ label, estimate }, index) => {
    const y = index * LINE_HEIGHT + 15;
    return markup`<g><title>${label}: ${withInterval(estimate)}</title>
<text class="label" x="${LABEL_WIDTH - 10}" y="${y + 4}">${label}</text>
<line class="interval" x1="${x(estimate.low)}" x2="${x(estimate.high)}" y1="${y}" y2="${y}"/>
<circle class="dot" cx="${x(estimate.value)}" cy="${y}" r="4"/></g>
`;
  });
  const viewBox = `0 0 ${LABEL_WIDTH + PLOT_WIDTH + 20} ${bottom + 20}`;
  return markup`<svg role="img" aria-label="${title}" viewBox="${viewBox}">
${ticks}
<line class="chance" x1="${x(chance)}" x2="${x(chance)}" y1="0" y2="${bottom}">
<title>chance ${plain(chance)}</title></line>
${rows}</svg>`;
}

/** Draw the number of tracks by their occurrences: one bar for every integer from 0 to the largest. */
export function histogram(title: string, counts: readonly number[]): Markup {
  const tracksByOccurrences = new Array<number>(Math.max(...counts) + 1).fill(0);
  for (const count of counts) tracksByOccurrences[count]!++;
  const tallest = Math.max(...tracksByOccurrences);
  const step = HISTOGRAM_WIDTH / tracksByOccurrences.length;
  const bars = tracksByOccurrences.map((tracks, occurrences) => {
    const height = (tracks / tallest) * HISTOGRAM_HEIGHT;
    const [x, y] = [(occurrences * step).toFixed(1), (HISTOGRAM_HEIGHT - height).toFixed(1)];
    const size = markup`width="${(step * 0.9).toFixed(1)}" height="${height.toFixed(1)}"`;
    return markup`<rect class="bar" x="${x}" y="${y}" ${size}>
<title>${tracks} tracks occur ${occurrences} times</title></rect>`;
  });
  const label = (x: number, text: number): Markup =>
    markup`<text class="tick" x="${x}" y="${HISTOGRAM_HEIGHT + 15}">${text}</text>`;
  return markup`<svg role="img" aria-label="${title}" viewBox="0 0 ${HISTOGRAM_WIDTH} ${HISTOGRAM_HEIGHT + 20}">
${bars}
${label(step / 2, 0)}${label(HISTOGRAM_WIDTH - step / 2, tracksByOccurrences.length - 1)}</svg>`;
}
