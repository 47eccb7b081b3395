import type { RunSummary } from '../run/run-summary.ts';

/** A run's summary in one line for people, accounting for every file found. */
export function summaryLine({
  found,
  added,
  updated,
  moved,
  unchanged,
  skipped,
  removed,
  failed,
  seconds,
}: RunSummary): string {
  const counts = { added, updated, moved, unchanged, failed: failed.length, skipped };
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  const again = skipped > 0 ? '; skipped files failed before, see: npm run -s etl -- failures' : '';
  return `${found} files: ${parts.join(', ')}; ${removed} removed; ${seconds.toFixed(1)} s${again}`;
}
