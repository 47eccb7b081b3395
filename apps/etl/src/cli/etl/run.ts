import { resolve } from 'node:path';
import { Command } from 'commander';
import { SoundalikeError } from '@soundalike/errors';
import { EXIT_CODE, print, printError } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import type { Settings } from '@soundalike/settings';
import { previewRun } from '../../plan/preview-run.ts';
import { EXIT_CODES, exitCodeOf } from '../../report/exit-code.ts';
import { renewalLines } from '../../stations/renewal-lines.ts';
import { previewLines, summaryLines } from '../../report/run-lines.ts';
import { findInstalledModel } from '../../model/find-model.ts';
import { indexDataset } from '../../index-dataset.ts';
import type { RunOptions } from '../../index-dataset.ts';
import { parseShard, SINGLE_SHARD } from '../../scan/shard.ts';
import type { Shard } from '../../scan/shard.ts';
import { runOnSchedule } from '../../schedule/run-on-schedule.ts';
import { checkTimetable } from '../../schedule/scheduled-runs.ts';

/** The command `etl`: index once, or on a schedule. */
export const etlCommand = new Command('etl')
  .description(
    'Index the music of a folder into the track store, every night or once. Only files that changed are read.',
  )
  .enablePositionalOptions()
  .option('--once', 'index once, then exit (default: on the schedule of ETL_CRON)')
  .option('--run-now', 'on a schedule: also index immediately')
  .option('--watch', 'on a schedule: also index immediately, and within seconds of every change in the folder')
  .option('--dataset <dir>', 'folder of music (default: DATASET_DIR)')
  .option('--dry-run', 'print what a run would do, without doing it')
  .option('--retry-failed', 'try files again that failed before, even if they have not changed')
  .option('--reread-tags', 'with --once: read the tags of all files again, even of those that have not changed')
  .option(
    '--tolerate-failures',
    'with --once: exit with 0, not 3, if the run is complete but some files are not indexed',
  )
  .option('--allow-deletions', 'remove deleted files from the store, however many')
  .option('--accept-dataset', 'fill the store although it was filled from another library')
  .option(
    '--shard <i/n>',
    'index only this share of the files, i from 0 to n − 1 (default: JOB_COMPLETION_INDEX of ETL_SHARDS)',
  )
  .option('--json', 'with --once or --dry-run: print the summary as JSON on stdout')
  .addHelpText('after', `\n${EXIT_CODES}`)
  .hook('preSubcommand', (etl, subcommand) => {
    const misplaced = etl.options
      .filter((option) => etl.getOptionValue(option.attributeName()) !== undefined)
      .map(({ long }) => long);
    if (misplaced.length > 0)
      throw new SoundalikeError(
        'USAGE',
        `${misplaced.join(' and ')} has no effect before ${subcommand.name()}; put options of a command after its name`,
      );
  });

interface Flags {
  once?: boolean;
  runNow?: boolean;
  watch?: boolean;
  dataset?: string;
  dryRun?: boolean;
  retryFailed?: boolean;
  rereadTags?: boolean;
  allowDeletions?: boolean;
  acceptDataset?: boolean;
  tolerateFailures?: boolean;
  shard?: string;
  json?: boolean;
}

/** Run `etl`. */
export async function runEtl(signal: AbortSignal): Promise<number> {
  const flags = etlCommand.opts<Flags>();
  refuseUselessFlags(flags);
  const configured = loadSettings();
  const settings = flags.dataset === undefined ? configured : { ...configured, datasetDir: resolve(flags.dataset) };
  const options: RunOptions = {
    shard: flags.shard === undefined ? shardOf(settings) : parseShard(flags.shard),
    allowDeletions: flags.allowDeletions ?? false,
    retryFailed: flags.retryFailed ?? false,
    rereadTags: flags.rereadTags ?? false,
    acceptDataset: flags.acceptDataset ?? false,
    announce: printError,
  };
  if (flags.dryRun) return preview(settings, options, flags, signal);
  if (flags.once) return indexOnce(settings, options, flags, signal);
  checkTimetable({ cron: settings.etlCron, timezone: settings.etlTimezone });
  await runOnSchedule(settings, options, { runNow: flags.runNow ?? false, watch: flags.watch ?? false }, signal);
  return EXIT_CODE.ok;
}

/** Refuse flags that would have no effect together. @throws `USAGE` */
function refuseUselessFlags({ once, dryRun, watch, runNow, json, rereadTags, tolerateFailures }: Flags): void {
  const single = once === true || dryRun === true;
  const useless = [
    ...(single && watch ? ['--watch'] : []),
    ...(single && runNow ? ['--run-now'] : []),
    ...(!single && json ? ['--json'] : []),
    ...(!single && rereadTags ? ['--reread-tags'] : []),
  ];
  if (useless.length > 0)
    throw new SoundalikeError(
      'USAGE',
      `${useless.join(' and ')} has no effect ` +
        (single ? 'with --once or --dry-run; remove one or the other' : 'without --once or --dry-run; add one of them'),
    );
  if (tolerateFailures && (!once || dryRun))
    throw new SoundalikeError(
      'USAGE',
      '--tolerate-failures has no effect without --once; add --once, without --dry-run',
    );
}

async function indexOnce(
  settings: Settings,
  options: RunOptions,
  { json, tolerateFailures = false }: Flags,
  signal: AbortSignal,
): Promise<number> {
  const result = await indexDataset(settings, await findInstalledModel(settings, signal), options, signal);
  if (json) process.stdout.write(`${JSON.stringify(result.summary)}\n`);
  else print(summaryLines(result.summary));
  for (const line of renewalLines(result.stations)) printError(line);
  if (result.refusal !== null) printError(`error ${result.refusal.code}: ${result.refusal.message}`);
  return exitCodeOf(result, tolerateFailures);
}

async function preview(settings: Settings, options: RunOptions, { json }: Flags, signal: AbortSignal): Promise<number> {
  const plan = await previewRun(settings, await findInstalledModel(settings, signal), options, signal);
  if (json) process.stdout.write(`${JSON.stringify(plan)}\n`);
  else print(previewLines(plan));
  return EXIT_CODE.ok;
}

function shardOf({ jobCompletionIndex, etlShards }: Pick<Settings, 'jobCompletionIndex' | 'etlShards'>): Shard {
  return jobCompletionIndex === null || etlShards === null
    ? SINGLE_SHARD
    : { index: jobCompletionIndex, count: etlShards };
}
