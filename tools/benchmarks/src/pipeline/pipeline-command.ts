import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { availableCores, modelOf, musicnnFolder, poolSize } from '@soundalike/audio-core';
import { readDuration } from '@soundalike/audio-core/tags';
import type { Excerpt, ModelId } from '@soundalike/catalog';
import type { CommandAction } from '@soundalike/command-line';
import { wholeNumber } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { describeMachine, markdownTable, median } from '../report/report.ts';
import { musicFiles } from './music-files.ts';
import { peakMemoryOf, timeOf } from './run-side.ts';
import type { Side } from './run-side.ts';
import { prepareModels } from './prepare-models.ts';
import { referenceSide } from './reference-side.ts';
import type { OursOptions } from './run-ours.ts';

/** Flags of Node in `npm run etl`. */
const ETL_FLAGS = [
  '--max-semi-space-size=1',
  '--no-concurrent-marking',
  '--import',
  new URL('../../../../libs/command-line/src/prepare-node.js', import.meta.url).href,
];

const RUN_OURS = fileURLToPath(new URL('./run-ours.ts', import.meta.url));

interface Flags {
  readonly dataset?: string;
  readonly tracks: number;
  readonly rounds: number;
  readonly reference?: string;
  readonly checkpoint?: string;
  readonly work: string;
}

/** `bench pipeline`: from MP3 file to vector. */
export function pipelineCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('pipeline')
    .description(
      'From MP3 file to vector: this project with Cnn14 in float32 and int8 and with musicnn, and the Python reference, in turn on the same files.',
    )
    .option('--dataset <dir>', 'folder of MP3 files (default: DATASET_DIR)')
    .option('--tracks <n>', 'number of files, evenly spread over the folder', wholeNumber(1), 8)
    .option('--rounds <n>', 'timed runs of each side, before one for the memory; the median counts', wholeNumber(1), 3)
    .option(
      '--reference <venv>',
      'Python environment: python3 -m venv VENV && VENV/bin/pip install -r tools/models/golden/cnn14-requirements.txt',
    )
    .option('--checkpoint <path>', 'Cnn14_mAP=0.431.pth; without it the weights are random, which take the same time')
    .option('--work <dir>', 'folder that keeps the converted models', join(tmpdir(), 'soundalike-bench'));
  return [
    command,
    async (signal) => {
      const flags = command.opts<Flags>();
      const dataset = flags.dataset ?? loadSettings().datasetDir;
      const paths = await musicFiles(dataset, flags.tracks);
      const models = await prepareModels(flags.work, flags.checkpoint ?? null, dataset);
      const sides = [
        ...(flags.reference === undefined
          ? []
          : [await referenceSide(flags.reference, flags.work, models.checkpoint, paths)]),
        ourSide('float32', 'f32', models.float32, paths),
        ourSide('int8', 'int8', models.int8, paths),
        ourSide('int8 and 3x10s', 'int8', models.int8, paths, { excerpt: { windows: 3, seconds: 10 } }),
        ourSide('musicnn', 'f32', musicnnFolder(), paths, { model: 'musicnn' }),
      ];
      const seconds = new Map<Side, number[]>(sides.map((side) => [side, []]));
      for (let round = 1; round <= flags.rounds; round++) {
        for (const side of sides) {
          process.stderr.write(`round ${round} of ${flags.rounds}: ${side.name}\n`);
          seconds.get(side)!.push(await timeOf(side, signal));
        }
      }
      const peaks = new Map<Side, number>();
      for (const side of sides) {
        process.stderr.write(`memory: ${side.name}\n`);
        peaks.set(side, await peakMemoryOf(side, signal));
      }
      const weights = models.random ? 'random weights' : 'the given weights';
      process.stdout.write(
        `${describeMachine()}; ${paths.length} files, ${flags.rounds} round(s), ${weights}\n\n` +
          tableOf(seconds, peaks, paths.length, await totalSeconds(paths)),
      );
      return undefined;
    },
  ];
}

function ourSide(
  name: string,
  precision: 'f32' | 'int8',
  folder: string,
  paths: readonly string[],
  { model = 'cnn14', excerpt = null }: { model?: ModelId; excerpt?: Excerpt | null } = {},
): Side {
  const options: OursOptions = {
    model,
    folder,
    ...poolSize(modelOf(model).spec, { precision }, availableCores()),
    excerpt,
    paths,
  };
  return {
    name: `soundalike, ${name}`,
    program: process.execPath,
    args: [...ETL_FLAGS, RUN_OURS, JSON.stringify(options)],
  };
}

async function totalSeconds(paths: readonly string[]): Promise<number> {
  const durations = await Promise.all(paths.map((path) => readDuration(path)));
  return durations.reduce<number>((sum, each) => sum + (each ?? 0), 0);
}

/** Format one row for each side; ratios are relative to the first. */
function tableOf(
  seconds: ReadonlyMap<Side, readonly number[]>,
  peaks: ReadonlyMap<Side, number>,
  files: number,
  audioSeconds: number,
): string {
  const rows = [...seconds].map(([side, each]) => ({
    name: side.name,
    perHour: (3600 * files) / median(each),
    timesRealTime: audioSeconds / median(each),
    peakBytes: peaks.get(side)!,
  }));
  const first = rows[0]!;
  return markdownTable([
    ['pipeline', 'tracks an hour', 'ratio', '× real time', 'peak memory, MB', 'ratio of memory'],
    ...rows.map(({ name, perHour, timesRealTime, peakBytes }) => [
      name,
      perHour.toFixed(0),
      (perHour / first.perHour).toFixed(2),
      timesRealTime.toFixed(0),
      (peakBytes / 1e6).toFixed(0),
      (peakBytes / first.peakBytes).toFixed(2),
    ]),
  ]);
}
