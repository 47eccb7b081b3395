import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { createLogger, printable, runCommand, wholeNumber } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { evaluate } from './evaluate.ts';
import { htmlReport } from './report/html-report.ts';
import { textReport } from './report/text-report.ts';
import { RESCALINGS } from './spaces/rescaling.ts';
import type { RescalingName } from './spaces/rescaling.ts';

const PROGRESS_EVERY_MS = 5_000;

const program = new Command('evaluate')
  .description(
    'Measure the quality of the neighbours: precision by album, artist and genre tags, hubness and robustness; ' +
      'and of blends, subtractions, journeys and clips.',
  )
  .option('--dataset <folder>', 'library to evaluate (default: DATASET_DIR)')
  .option(
    '--reference <folder>',
    'another library: also evaluate z-scores with fixed means and deviations learnt from it',
  )
  .addOption(new Option('--rescale <method>', 'also evaluate rescaled distances').choices(Object.keys(RESCALINGS)))
  .option('--altered <n>', 'number of tracks with altered copies, for the robustness; 0 for none', wholeNumber(0), 100)
  .option('--clips <n>', 'number of tracks that clips of 5 to 30 s are cut from; 0 for none', wholeNumber(0), 50)
  .option('--report <file.html>', 'write a page with plots')
  .option('--json', 'print everything as JSON on stdout')
  .option(
    '--cache <folder>',
    'folder that keeps vectors for the next evaluation',
    join(tmpdir(), 'soundalike-evaluation'),
  )
  .addHelpText('after', '\nmusicnn is always evaluated, and Cnn14 if it is installed in MODEL_DIR (npm run model).');

interface Flags {
  dataset?: string;
  reference?: string;
  rescale?: RescalingName;
  altered: number;
  clips: number;
  report?: string;
  json?: boolean;
  cache: string;
}

await runCommand(program, async (signal) => {
  const flags = program.opts<Flags>();
  const { datasetDir, modelDir, ffmpegPath } = loadSettings();
  const log = createLogger('evaluate');
  let loggedAt = performance.now();
  const evaluation = await evaluate({
    dataset: resolve(flags.dataset ?? datasetDir),
    reference: flags.reference === undefined ? null : resolve(flags.reference),
    rescaling: flags.rescale ?? null,
    alteredTracks: flags.altered,
    clippedTracks: flags.clips,
    modelDir,
    ffmpegPath,
    cacheFolder: resolve(flags.cache),
    signal,
    onProgress: (done, total) => {
      if (performance.now() - loggedAt < PROGRESS_EVERY_MS && done < total) return;
      loggedAt = performance.now();
      log.info({ done, total }, 'embedding');
    },
  });
  for (const { path, code } of evaluation.leftOut) log.warn({ path: printable(path), code }, 'left out');
  if (flags.report !== undefined) await writeFile(flags.report, htmlReport(evaluation));
  process.stdout.write(`${flags.json ? JSON.stringify(evaluation, null, 2) : textReport(evaluation)}\n`);
  return undefined;
});
