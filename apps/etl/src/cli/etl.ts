import { resolve } from 'node:path';
import { Command } from 'commander';
import { provideModel } from '@soundalike/audio-core';
import { CatalogError } from '@soundalike/catalog';
import { runCommand } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { indexDataset } from '../run/index-dataset.ts';
import { EXIT_CODES, exitCodeOf } from '../report/exit-code.ts';
import { summaryLine } from '../report/summary-line.ts';

const program = new Command('etl')
  .description('Indexes the music of a folder into the track store, doing only what changed since the last run.')
  .option('--once', 'index once, then end')
  .option('--dataset <dir>', 'folder of music (default: DATASET_DIR)')
  .option('--allow-deletions', 'remove files that are gone, however many')
  .option('--json', 'print the summary as JSON on stdout')
  .addHelpText('after', `\n${EXIT_CODES}`);

await runCommand(program, async (signal) => {
  const { once, dataset, allowDeletions = false, json = false } = program.opts<{
    once?: boolean;
    dataset?: string;
    allowDeletions?: boolean;
    json?: boolean;
  }>();
  if (!once) throw new CatalogError('USAGE', 'etl: expected --once; running on a schedule is not built yet');
  const settings = loadSettings();
  const model = await provideModel({ modelDir: settings.modelDir, choice: settings.embeddingModel, download: false, signal });
  if (model.notice !== null) process.stderr.write(`${model.notice}\n`);
  const result = await indexDataset({ ...settings, ...(dataset && { datasetDir: resolve(dataset) }) }, model, allowDeletions, signal);
  process.stdout.write(json ? `${JSON.stringify(result.summary)}\n` : `${summaryLine(result.summary)}\n`);
  if (result.refusal !== null) process.stderr.write(`error ${result.refusal.code}: ${result.refusal.message}\n`);
  return exitCodeOf(result);
});
