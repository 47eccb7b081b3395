import type { Evaluation } from '../judge/evaluation.ts';
import { reportTables, summaryLines } from './contents.ts';
import type { ReportTable } from './report-table.ts';
import { spaceName } from './figures.ts';
import { markup, Markup } from './markup.ts';
import { histogram, intervalPlot } from './plots.ts';

const STYLE = new Markup(`
:root {
  color-scheme: light dark;
  --text: #1c1c1e; --ground: #fff; --faint: #d5d5da; --accent: #0a5fb4; --chance: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root { --text: #ececf0; --ground: #17171a; --faint: #44444b; --accent: #7fb8ff; --chance: #ff9a90; }
}
body {
  font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground);
  max-width: 1100px; margin: 2rem auto; padding: 0 1rem;
}
h2 { margin-top: 2.5rem; font-size: 1.15rem; } h3 { font-size: 1rem; font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; }
th, td { text-align: left; padding: 2px 12px 2px 0; border-bottom: 1px solid var(--faint); vertical-align: top; }
svg { width: 100%; max-width: 860px; height: auto; } text { fill: var(--text); font-size: 12px; }
.label { text-anchor: end; } .tick { text-anchor: middle; } .grid { stroke: var(--faint); }
.chance { stroke: var(--chance); stroke-dasharray: 4 3; }
.interval { stroke: var(--accent); stroke-width: 2; } .dot, .bar { fill: var(--accent); }
`);

/** Render an evaluation as one self-contained page: no scripts, no external fonts, no external pictures. */
export function htmlReport(evaluation: Evaluation): string {
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evaluation of the neighbours</title><style>${STYLE}</style></head>
<body><main><h1>Evaluation of the neighbours</h1>
${summaryLines(evaluation).map((line) => markup`<p>${line}</p>`)}
${precisionPlots(evaluation)}
<h2>Number of tracks by how often they are among another's ten nearest</h2>
${occurrenceHistograms(evaluation)}
${reportTables(evaluation).map(tableMarkup)}
</main></body></html>
`.text;
}

function precisionPlots({ spaces, measures }: Evaluation): Markup[] {
  return measures.flatMap(({ name, chance }) => {
    if (!chance) return [];
    const title = `${name}: precision@3`;
    const lines = spaces.map((space) => ({ label: spaceName(space), estimate: space.precision[name]!.precisionAt3 }));
    const plot = intervalPlot(title, lines, chance.precisionAt3);
    return [markup`<h2>${title}</h2><p>Dots with 95% intervals; dashed: chance.</p>${plot}`];
  });
}

/** Draw the first space of each model and every rescaled space. */
function occurrenceHistograms({ spaces }: Evaluation): Markup[] {
  return spaces
    .filter(
      (space, index) => index === spaces.findIndex(({ model }) => model === space.model) || space.rescaling !== null,
    )
    .map((space) => {
      const name = spaceName(space);
      return markup`<h3>${name}</h3>${histogram(`Occurrences, ${name}`, space.hubness.occurrences)}`;
    });
}

function tableMarkup({ title, head, rows }: ReportTable): Markup {
  const headCells = head.map((cell) => markup`<th scope="col">${cell}</th>`);
  const bodyRows = rows.map((row) => markup`<tr>${row.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`);
  return markup`<h2>${title}</h2><div class="scroll" tabindex="0"><table><thead><tr>${headCells}</tr></thead>
<tbody>${bodyRows}</tbody></table></div>`;
}
