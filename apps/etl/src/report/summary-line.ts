import type { RunSummary } from '../run/ingest.ts';

/** A run's summary in one line for people. */
export function summaryLine({ added, updated, moved, unchanged, removed, failed, seconds }: RunSummary): string {
  const counts = { added, updated, moved, unchanged, removed, failed: failed.length };
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return `${parts.join(', ')} in ${seconds.toFixed(1)} s`;
}
