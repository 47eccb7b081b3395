import { Command } from 'commander';
import { describeSource } from '@soundalike/model-builder';
import { recommend } from '@soundalike/catalog';
import { MEBIBYTES, createWorkDisplay, print, printError, runCommand, wholeNumber } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { openSpaces, openStore } from '@soundalike/store-opener';
import type { StoreSettings } from '@soundalike/store-opener';
import { listOnStderr, readSong } from '../ask/read-songs.ts';
import { provideDataset } from '../dataset/provide-dataset.ts';
import { EXIT_CODES, exitCodeOf } from '../report/exit-code.ts';
import { recommendationTable } from '../report/format-recommendation.ts';
import { renewalLines } from '../stations/renewal-lines.ts';
import { summaryLines } from '../report/run-lines.ts';
import { findModel } from '../model/find-model.ts';
import type { ModelSettings } from '../model/find-model.ts';
import { indexDataset } from '../index-dataset.ts';
import { SINGLE_SHARD } from '../scan/shard.ts';

const program = new Command('start')
  .description('Find a model, index the dataset, and print a random seed song with its three most similar tracks.')
  .argument(
    '[song...]',
    'song to recommend for: its id, or words of its title, artist or album (default: a random one)',
  )
  .option('--random-seed <n>', 'makes the random choice reproducible', wholeNumber(0))
  .option('--accept-dataset', 'fill the store although it was filled from another library')
  .option('--allow-deletions', 'remove deleted files from the store, however many')
  .addHelpText('after', `\nThe folder of music is DATASET_DIR (default: dataset/).\n\n${EXIT_CODES}`);

/** Longest time of a request to the store before the work begins, in milliseconds. */
const STORE_CHECK_MS = 10_000;

await runCommand(program, async (signal) => {
  const startedAt = performance.now();
  const flags = program.opts<{ randomSeed?: number; acceptDataset?: boolean; allowDeletions?: boolean }>();
  const { randomSeed } = flags;
  const settings = loadSettings();
  await checkStore(settings);
  const model = await findOrDownloadModel(settings, signal);
  print(`Model: ${model.spec.name} (space ${model.space.id})`);

  await provideDataset(settings, print, signal);
  print(
    `Indexing ${settings.datasetDir} into ${settings.elasticsearch === null ? settings.storePath : 'Elasticsearch'}`,
  );
  const result = await indexDataset(
    settings,
    model,
    {
      shard: SINGLE_SHARD,
      allowDeletions: flags.allowDeletions ?? false,
      acceptDataset: flags.acceptDataset ?? false,
      retryFailed: false,
      rereadTags: false,
      announce: print,
    },
    signal,
  );
  print(summaryLines(result.summary));
  for (const line of renewalLines(result.stations)) print(line);
  if (result.refusal !== null) printError(`error ${result.refusal.code}: ${result.refusal.message}`);

  await using store = await openStore(settings, model.space);
  const searchedAt = performance.now();
  const words = program.args.join(' ');
  const recommendation = await recommend(store, {
    count: 3,
    ...(randomSeed !== undefined && { randomSeed }),
    ...(words !== '' && { seed: { id: (await readSong(store, words, listOnStderr)).id } }),
  });
  const milliseconds = Math.round(performance.now() - searchedAt);
  print(recommendationTable(recommendation, process.stdout.columns));
  print(
    `Found in ${milliseconds} ms; ${((performance.now() - startedAt) / 1000).toFixed(1)} s in all. ` +
      'Another one: npm run -s recommend',
  );
  return exitCodeOf(result);
});

/** Fail within seconds, and before a download, if Elasticsearch is not there: a person waits. */
async function checkStore(settings: StoreSettings): Promise<void> {
  if (settings.elasticsearch === null) return;
  await using spaces = await openSpaces(settings, { callTimeoutMs: STORE_CHECK_MS });
  await spaces.list();
}

async function findOrDownloadModel(settings: ModelSettings, signal: AbortSignal) {
  const display = createWorkDisplay('Downloading Cnn14', MEBIBYTES);
  try {
    return await findModel(settings, {
      download: true,
      signal,
      onProgress: display.progress,
      onSource: (address, failure) => display.note(describeSource(address, failure)),
    });
  } finally {
    display.stop();
  }
}
