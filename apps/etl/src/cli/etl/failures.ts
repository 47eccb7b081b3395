import { Command } from 'commander';
import { formatTable, print, printable } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { openRecords } from '@soundalike/store-opener';
import { FailureLog } from '../../failures/failure-log.ts';

/** The command `etl failures`. */
export const failuresCommand = new Command('failures')
  .description(
    'List the files that are not indexed, and when they are tried again. Try all of them now with: ' +
      'etl --once --retry-failed.',
  )
  .option('--json', 'print JSON on stdout');

/** Run `etl failures`. */
export async function listFailures(): Promise<undefined> {
  await using records = await openRecords(loadSettings(), { readOnly: true });
  const remembered = await Array.fromAsync(new FailureLog(records).list());
  const failures = remembered.filter(({ isSilentVideo }) => !isSilentVideo).sort((a, b) => (a.path < b.path ? -1 : 1));
  if (failuresCommand.opts<{ json?: boolean }>().json) process.stdout.write(`${JSON.stringify(failures)}\n`);
  else if (failures.length === 0) print('No file has failed.');
  else {
    const head = ['Path', 'Code', 'Reason', 'When', 'Tried again'];
    const rows = failures.map(({ path, code, reason, at, isRetried }) => [
      printable(path),
      code,
      printable(reason),
      at,
      isRetried ? 'each run' : 'if it changes',
    ]);
    process.stdout.write(`${formatTable(head, rows, process.stdout.columns)}\n`);
  }
}
