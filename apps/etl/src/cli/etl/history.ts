import Table from 'cli-table3';
import { Command } from 'commander';
import { wholeNumber } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { openRecords } from '@soundalike/store-opener';
import { RunHistory } from '../../history/run-history.ts';
import type { RunReport } from '../../history/run-history.ts';

/** The command `etl history`. */
export const historyCommand = new Command('history')
  .description(
    'List the last runs: counts, durations, and why a run failed. --json adds the slowest files and the failures.',
  )
  .option('--count <n>', 'number of runs', wholeNumber(1), 20)
  .option('--json', 'print JSON on stdout');

/** Run `etl history`. */
export async function showHistory(): Promise<undefined> {
  const { count, json } = historyCommand.opts<{ count: number; json?: boolean }>();
  await using records = await openRecords(loadSettings(), { readOnly: true });
  const reports = await new RunHistory(records).last(count);
  if (json) process.stdout.write(`${JSON.stringify(reports)}\n`);
  else if (reports.length === 0) process.stdout.write('No run yet.\n');
  else process.stdout.write(`${historyTable(reports)}\n`);
}

function historyTable(reports: readonly RunReport[]): string {
  const table = new Table({
    head: [
      'Started',
      'Seconds',
      'Shard',
      'Found',
      'Added',
      'Updated',
      'Moved',
      'Unchanged',
      'Skipped',
      'Failed',
      'Removed',
      'Ended',
    ],
    style: { head: [], border: [] },
  });
  for (const { startedAt, finishedAt, shard, indexed, summary, error } of reports) {
    const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
    const { found, added, updated, moved, unchanged, skipped, failed, removed } = summary ?? {};
    const counts = [found, added, updated, moved, unchanged, skipped, failed, removed].map((value) => value ?? '–');
    table.push([
      startedAt,
      seconds.toFixed(1),
      shard,
      ...counts,
      `${error?.code ?? 'ok'}${summary === null && indexed !== undefined ? `, ${indexed} done` : ''}`,
    ]);
  }
  return table.toString();
}
