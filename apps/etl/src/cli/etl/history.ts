import { Command } from 'commander';
import { formatTable, print, wholeNumber } from '@soundalike/command-line';
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
  else if (reports.length === 0) print('No run yet.');
  else process.stdout.write(`${historyTable(reports, process.stdout.columns)}\n`);
}

/** Width from which each count has its own column. */
const WIDE = 140;

function historyTable(reports: readonly RunReport[], columns = Infinity): string {
  const counted = ['Found', 'Added', 'Updated', 'Moved', 'Unchanged', 'Skipped', 'Failed', 'Removed'];
  const isWide = columns >= WIDE;
  const rows = reports.map(({ startedAt, finishedAt, shard, indexed, summary, error }) => {
    const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
    const { found, added, updated, moved, unchanged, skipped, failed, removed } = summary ?? {};
    const counts = [found, added, updated, moved, unchanged, skipped, failed, removed];
    const ended = `${error?.code ?? 'ok'}${summary === null && indexed !== undefined ? `, ${indexed} done` : ''}`;
    const few = counts.flatMap((count, index) => (count ? [`${count} ${counted[index]!.toLowerCase()}`] : []));
    const shown = isWide ? counts.map((count) => count ?? '–') : [few.join(', ') || '–'];
    return [isWide ? startedAt : startedAt.replace(/\.\d+Z$/u, 'Z'), seconds.toFixed(1), shard, ...shown, ended];
  });
  return formatTable(['Started', 'Seconds', 'Shard', ...(isWide ? counted : ['Files']), 'Ended'], rows, columns);
}
