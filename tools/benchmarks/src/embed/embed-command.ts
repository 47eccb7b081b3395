import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { availableCores, EmbeddingPool, LogMelStream, modelOf } from '@soundalike/audio-core';
import { testSignal } from '@soundalike/audio-core/testing';
import { EMBEDDING_DEVICES } from '@soundalike/catalog';
import type { EmbeddingDevice } from '@soundalike/catalog';
import type { CommandAction } from '@soundalike/command-line';
import { wholeNumber } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { describeMachine, markdownTable } from '../report/report.ts';
import { prepareFloatModel, prepareModels } from '../pipeline/prepare-models.ts';
import { deviceTable } from './device-table.ts';

const { features } = modelOf('cnn14').spec;

/** `bench embed`: from samples to vector, without files. */
export function embedCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('embed')
    .description(
      'From samples to vector: the log-mel spectrogram, workers with one thread each, and one worker with all threads.',
    )
    .option('--seconds <n>', 'length of the synthetic track', wholeNumber(1), 180)
    .option('--rounds <n>', 'runs of each step; the fastest counts', wholeNumber(1), 3)
    .addOption(
      new Option(
        '--device <name>',
        'compare the vectors and the speed of a device with those of the CPU instead, in float32',
      ).choices(EMBEDDING_DEVICES),
    )
    .option('--calibrate <dir>', 'folder of music for the quantisation (default: DATASET_DIR)')
    .option('--work <dir>', 'folder that keeps the converted models', join(tmpdir(), 'soundalike-bench'));
  return [
    command,
    async () => {
      const { seconds, rounds, calibrate, work, device } = command.opts<{
        seconds: number;
        rounds: number;
        calibrate?: string;
        work: string;
        device?: EmbeddingDevice;
      }>();
      if (device !== undefined) {
        const { folder } = await prepareFloatModel(work, null);
        const table = await deviceTable(device, folder, seconds);
        process.stdout.write(
          `${describeMachine()}; from samples to vector, ${seconds} s of audio (a few seconds on a device slower than ` +
            `real time), second of two runs, Cnn14 with random weights\n\n${markdownTable(table)}`,
        );
        return undefined;
      }
      const models = await prepareModels(work, null, calibrate ?? loadSettings().datasetDir);
      const samples = testSignal(seconds * features.sampleRate, features.sampleRate);
      const cores = availableCores();
      const rows: [string, number][] = [
        [
          'log-mel spectrogram alone, 1 thread',
          await timesRealTime(seconds, rounds, async () => void new LogMelStream(features).push(samples)),
        ],
      ];
      for (const precision of ['float32', 'int8'] as const) {
        for (const workers of new Set([1, cores])) {
          const intraOpThreads = cores / workers;
          await using pool = new EmbeddingPool({ model: 'cnn14', folder: models[precision], workers, intraOpThreads });
          const embed = () => Promise.all(Array.from({ length: workers }, () => pool.embed({ samples })));
          await embed();
          rows.push([
            `${precision}, ${workers} worker(s) × ${intraOpThreads} thread(s)`,
            await timesRealTime(seconds * workers, rounds, embed),
          ]);
        }
        await using one = new EmbeddingPool({
          model: 'cnn14',
          folder: models[precision],
          workers: 1,
          intraOpThreads: 1,
        });
        await one.embed({ samples });
        rows.push([
          `${precision}, 1 worker × 1 thread`,
          await timesRealTime(seconds, rounds, () => one.embed({ samples })),
        ]);
      }
      process.stdout.write(`${describeMachine()}; ${seconds} s of audio, fastest of ${rounds}, random weights\n\n`);
      process.stdout.write(
        markdownTable([['step', '× real time'], ...rows.map(([name, times]) => [name, times.toFixed(1)])]),
      );
      return undefined;
    },
  ];
}

/**
 * Return how many times faster than real time the fastest run is.
 * @param seconds duration of the audio that one run processes
 */
async function timesRealTime(seconds: number, rounds: number, run: () => Promise<unknown>): Promise<number> {
  let fastest = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await run();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return (1000 * seconds) / fastest;
}
