import { Command } from 'commander';
import { sourceNote } from '@soundalike/model-builder';
import { recommend } from '@soundalike/catalog';
import { createWorkDisplay, MEBIBYTES, runCommand, wholeNumber } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { openStore } from '@soundalike/store-opener';
import type { Settings } from '@soundalike/settings';
import { provideDataset } from '../dataset/provide-dataset.ts';
import { EXIT_CODES, exitCodeOf } from '../report/exit-code.ts';
import { recommendationTable } from '../report/recommendation-table.ts';
import { summaryLine } from '../report/summary-line.ts';
import { findModel } from '../run/find-model.ts';
import { indexDataset } from '../run/index-dataset.ts';
import { WHOLE } from '../scan/shard.ts';

const program = new Command('start')
  .description('Finds a model, indexes the dataset, and prints a random seed song with its three most similar tracks.')
  .option('--random-seed <n>', 'makes the random choice reproducible', wholeNumber(0))
  .addHelpText('after', `\nThe folder of music is DATASET_DIR (default: dataset/).\n\n${EXIT_CODES}`);

const say = (text: string): void => void process.stdout.write(`${text}\n`);

await runCommand(program, async (signal) => {
  const startedAt = performance.now();
  const settings = loadSettings();
  const model = await obtainModel(settings, signal);
  say(`Model: ${model.spec.name} (space ${model.space.id})`);
  if (model.notice !== null) say(model.notice);

  await provideDataset(settings, say, signal);
  say(`Indexing ${settings.datasetDir} into ${settings.elasticsearch === null ? settings.storePath : 'Elasticsearch'}`);
  const result = await indexDataset(
    settings,
    model,
    { shard: WHOLE, allowDeletions: false, retryFailed: false },
    signal,
  );
  say(summaryLine(result.summary));
  if (result.refusal !== null) process.stderr.write(`error ${result.refusal.code}: ${result.refusal.message}\n`);

  await using store = await openStore(settings, model.space);
  const { randomSeed } = program.opts<{ randomSeed?: number }>();
  const searchedAt = performance.now();
  const recommendation = await recommend(store, { count: 3, ...(randomSeed !== undefined && { randomSeed }) });
  const milliseconds = Math.round(performance.now() - searchedAt);
  say(recommendationTable(recommendation, process.stdout.columns));
  say(
    `Found in ${milliseconds} ms; ${((performance.now() - startedAt) / 1000).toFixed(1)} s in all. Another one: npm run -s recommend`,
  );
  return exitCodeOf(result);
});

async function obtainModel(settings: Settings, signal: AbortSignal) {
  const display = createWorkDisplay('Downloading Cnn14', MEBIBYTES);
  try {
    return await findModel(settings, {
      download: true,
      signal,
      onProgress: display.progress,
      onSource: (address, failure) => display.note(sourceNote(address, failure)),
    });
  } finally {
    display.stop();
  }
}
