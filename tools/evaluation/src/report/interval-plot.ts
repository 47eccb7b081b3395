import type { Estimate } from '../metrics/bootstrap.ts';
import { plain, withInterval } from './figures.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

/** One line of the plot. */
export interface PlottedEstimate {
  readonly label: string;
  readonly estimate: Estimate;
}

const LABEL_WIDTH = 400;
const PLOT_WIDTH = 420;
const LINE_HEIGHT = 20;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Figures from 0 to 1 as dots with their intervals, one below the other, and the chance level as a dashed line. */
export function intervalPlot(title: string, lines: readonly PlottedEstimate[], chance: number): Markup {
  const bottom = lines.length * LINE_HEIGHT + 10;
  const x = (value: number): string => (LABEL_WIDTH + value * PLOT_WIDTH).toFixed(1);
  return markup`<svg role="img" aria-label="${title}" viewBox="0 0 ${LABEL_WIDTH + PLOT_WIDTH + 20} ${bottom + 20}">
${TICKS.map((tick) => markup`<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="${bottom}"/><text class="tick" x="${x(tick)}" y="${bottom + 15}">${tick}</text>`)}
<line class="chance" x1="${x(chance)}" x2="${x(chance)}" y1="0" y2="${bottom}"><title>chance ${plain(chance)}</title></line>
${lines.map(({ label, estimate }, index) => {
  const y = index * LINE_HEIGHT + 15;
  return markup`<g><title>${label}: ${withInterval(estimate)}</title><text class="label" x="${LABEL_WIDTH - 10}" y="${y + 4}">${label}</text>
<line class="interval" x1="${x(estimate.low)}" x2="${x(estimate.high)}" y1="${y}" y2="${y}"/><circle class="dot" cx="${x(estimate.value)}" cy="${y}" r="4"/></g>
`;
})}</svg>`;
}
