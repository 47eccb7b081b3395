import { resolve } from 'node:path';
import { Command } from 'commander';
import { createLogger, runCommand, wholeNumber } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { copiesReport } from './copies/copies-report.ts';
import { evaluateCopies } from './copies/evaluate-copies.ts';

const program = new Command('evaluate:copies')
  .description(
    'Measure how well copies of a recording are told from other recordings: by a Chromaprint fingerprint and by the ' +
      'cosine of each model, on re-encoded and altered copies. Versions (remasters, live, covers), made with filters, ' +
      'are measured too.',
  )
  .option('--dataset <folder>', 'library whose tracks are altered (default: DATASET_DIR)')
  .option('--tracks <n>', 'number of tracks, spread evenly over the library', wholeNumber(4), 48)
  .option('--seconds <n>', 'length of each track that is used', wholeNumber(40), 60)
  .option('--json', 'print everything as JSON on stdout');

await runCommand(program, async (signal) => {
  const { dataset, tracks, seconds, json } = program.opts<{
    dataset?: string;
    tracks: number;
    seconds: number;
    json?: boolean;
  }>();
  const { datasetDir, modelDir, ffmpegPath } = loadSettings();
  const log = createLogger('evaluate');
  const results = await evaluateCopies({
    dataset: resolve(dataset ?? datasetDir),
    tracks,
    seconds,
    modelDir,
    ffmpegPath,
    signal,
    onProgress: (done, total) => log.info({ done, total }, 'altering'),
  });
  process.stdout.write(`${json ? JSON.stringify(results, null, 2) : copiesReport(results)}\n`);
  return undefined;
});
