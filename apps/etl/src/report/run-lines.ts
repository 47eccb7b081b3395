import { printable } from '@soundalike/command-line';
import type { RunPreview } from '../plan/preview-run.ts';
import type { RunSummary } from '../run/run-summary.ts';
import { passedOverLine } from './passed-over-line.ts';

/** Describe a run: a line that accounts for every file found, and one for what was passed over. */
export function summaryLines({
  found,
  added,
  updated,
  moved,
  unchanged,
  skipped,
  removed,
  passedOver,
  failed,
  seconds,
}: RunSummary): string {
  const counts = { added, updated, moved, unchanged, failed: failed.length, skipped };
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  const hint = skipped > 0 ? '; skipped files failed before, see: npm run -s etl -- failures' : '';
  const line = `${found} files: ${parts.join(', ')}; ${removed} removed; ${seconds.toFixed(1)} s${hint}`;
  return [line, passedOverLine(passedOver)].filter((each) => each !== null).join('\n');
}

/** Describe a preview: a line of counts, a line if deleted files would be kept, and a line for each problem. */
export function previewLines({
  spaceId,
  toRead,
  toRetag,
  unchanged,
  skipped,
  vanished,
  problems,
  passedOver,
  deletionsRefused,
}: RunPreview): string {
  const counts =
    `Would read ${toRead} files into space ${spaceId} and remove ${deletionsRefused ? 0 : vanished}; ` +
    `${unchanged} unchanged, ${skipped} skipped, ${problems.length} unusable` +
    (toRetag > 0 ? `; would read only the tags of ${toRetag}` : '');
  const moved = toRead > 0 ? ', unless they are found again among the files to read' : '';
  const kept =
    `${vanished} files are missing, a greater share than MAX_DELETE_SHARE: ` +
    `none of them would be removed without --allow-deletions${moved}`;
  return [
    counts,
    ...(deletionsRefused ? [kept] : []),
    ...problems.map(({ path, code, reason }) => `  ${printable(path)}: ${code} ${printable(reason)}`),
    passedOverLine(passedOver),
  ]
    .filter((line) => line !== null)
    .join('\n');
}
