import { resolve } from 'node:path';
import { Command } from 'commander';
import { SoundalikeError } from '@soundalike/errors';
import { EXIT_CODE } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import type { Settings } from '@soundalike/settings';
import { previewRun } from '../../plan/preview-run.ts';
import { EXIT_CODES, exitCodeOf } from '../../report/exit-code.ts';
import { planLine } from '../../report/plan-line.ts';
import { summaryLine } from '../../report/summary-line.ts';
import { findInstalledModel } from '../../run/find-model.ts';
import { indexDataset } from '../../run/index-dataset.ts';
import type { RunOptions } from '../../run/index-dataset.ts';
import { parseShard, WHOLE } from '../../scan/shard.ts';
import type { Shard } from '../../scan/shard.ts';
import { runOnSchedule } from '../../schedule/run-on-schedule.ts';
import { checkTimetable } from '../../schedule/scheduled-runs.ts';

/** `etl` itself: indexes once, or on a schedule. */
export const etlCommand = new Command('etl')
  .description(
    'Indexes the music of a folder into the track store, doing only what changed since the last run: every night, or once.',
  )
  .enablePositionalOptions()
  .option('--once', 'index once, then end (default: on the schedule of ETL_CRON)')
  .option('--run-now', 'on a schedule: index at once too, not only when it is due')
  .option('--watch', 'on a schedule: index at once, and then within seconds of every change in the folder')
  .option('--dataset <dir>', 'folder of music (default: DATASET_DIR)')
  .option('--dry-run', 'print what a run would do, and do nothing')
  .option('--retry-failed', 'try the files again that failed before, though they have not changed')
  .option('--tolerate-failures', 'with --once: exit 0, not 3, when the run is complete but some files are not indexed')
  .option('--allow-deletions', 'remove files that are gone, however many')
  .option(
    '--shard <i/n>',
    'index only this share of the files, i from 0 to n − 1 (default: JOB_COMPLETION_INDEX of ETL_SHARDS)',
  )
  .option('--json', 'with --once or --dry-run: print the summary as JSON on stdout')
  .addHelpText('after', `\n${EXIT_CODES}`)
  .hook('preSubcommand', (etl, subcommand) => {
    const idle = etl.options
      .filter((option) => etl.getOptionValue(option.attributeName()) !== undefined)
      .map(({ long }) => long);
    if (idle.length > 0)
      throw new SoundalikeError(
        'USAGE',
        `etl: expected options of ${subcommand.name()} after its name, got ${idle.join(' and ')} before it`,
      );
  });

interface Flags {
  once?: boolean;
  runNow?: boolean;
  watch?: boolean;
  dataset?: string;
  dryRun?: boolean;
  retryFailed?: boolean;
  allowDeletions?: boolean;
  tolerateFailures?: boolean;
  shard?: string;
  json?: boolean;
}

/** Action of `etl`. */
export async function runEtl(signal: AbortSignal): Promise<number> {
  const flags = etlCommand.opts<Flags>();
  refuseIdleFlags(flags);
  const configured = loadSettings();
  const settings = flags.dataset === undefined ? configured : { ...configured, datasetDir: resolve(flags.dataset) };
  const options: RunOptions = {
    shard: flags.shard === undefined ? shardOf(settings) : parseShard(flags.shard),
    allowDeletions: flags.allowDeletions ?? false,
    retryFailed: flags.retryFailed ?? false,
  };
  if (flags.dryRun) return preview(settings, options, flags, signal);
  if (flags.once) return indexOnce(settings, options, flags, signal);
  checkTimetable({ cron: settings.etlCron, timezone: settings.etlTimezone });
  await runOnSchedule(settings, options, { runNow: flags.runNow ?? false, watch: flags.watch ?? false }, signal);
  return EXIT_CODE.ok;
}

/** Flags that would do nothing where they stand. @throws `USAGE` */
function refuseIdleFlags({ once, dryRun, watch, runNow, json, tolerateFailures }: Flags): void {
  const single = once === true || dryRun === true;
  const idle = [
    ...(single && watch ? ['--watch'] : []),
    ...(single && runNow ? ['--run-now'] : []),
    ...(!single && json ? ['--json'] : []),
  ];
  if (tolerateFailures && (!once || dryRun))
    throw new SoundalikeError(
      'USAGE',
      'etl: expected --tolerate-failures with --once only, got a schedule or --dry-run',
    );
  if (idle.length > 0)
    throw new SoundalikeError(
      'USAGE',
      `etl: expected ${idle.join(' and ')} ${single ? 'on a schedule only, got --once or --dry-run' : 'with --once or --dry-run, got a schedule'}`,
    );
}

async function indexOnce(
  settings: Settings,
  options: RunOptions,
  { json, tolerateFailures = false }: Flags,
  signal: AbortSignal,
): Promise<number> {
  const result = await indexDataset(settings, await findInstalledModel(settings, signal), options, signal);
  process.stdout.write(json ? `${JSON.stringify(result.summary)}\n` : `${summaryLine(result.summary)}\n`);
  if (result.refusal !== null) process.stderr.write(`error ${result.refusal.code}: ${result.refusal.message}\n`);
  return exitCodeOf(result, tolerateFailures);
}

async function preview(settings: Settings, options: RunOptions, { json }: Flags, signal: AbortSignal): Promise<number> {
  const plan = await previewRun(settings, await findInstalledModel(settings, signal), options, signal);
  process.stdout.write(json ? `${JSON.stringify(plan)}\n` : `${planLine(plan)}\n`);
  return EXIT_CODE.ok;
}

function shardOf({ jobCompletionIndex, etlShards }: Settings): Shard {
  return jobCompletionIndex === null || etlShards === null ? WHOLE : { index: jobCompletionIndex, count: etlShards };
}
