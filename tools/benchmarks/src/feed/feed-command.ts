import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import pLimit from 'p-limit';
import { availableCores, decodeAudio, embedFile, findDecoder, LogMelStream, modelOf } from '@soundalike/audio-core';
import type { Decoder } from '@soundalike/audio-core';
import { testSignal, treeMemory } from '@soundalike/audio-core/testing';
import type { ModelId } from '@soundalike/catalog';
import type { CommandAction } from '@soundalike/command-line';
import { realNumber, wholeNumber } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { musicFiles } from '../pipeline/music-files.ts';
import { describeMachine, markdownTable, tableRow } from '../report/report.ts';
import { synthesiseLibrary } from './feed-library.ts';
import { openFedPool } from './fed-pool.ts';
import { processorTime, timeOfEach } from './processor-time.ts';

/** Speeds of the fake device without `--device-speed`, in seconds of audio a second. */
const SPEEDS = [200, 400, 800, 1600];

/** Length of the synthetic tracks. */
const SYNTHETIC_SECONDS = 180;

/** Interval of sampling the memory. */
const SAMPLE_MS = 100;

const HEAD = [
  'step',
  '× real time',
  'tracks an hour',
  'of the device',
  'processor s a track: decoders',
  'main process',
  'workers',
  'peak MB',
];

interface Flags {
  readonly dataset?: string;
  readonly deviceSpeed?: number;
  readonly model: ModelId;
  readonly tracks: number;
  readonly workers: number;
  readonly rounds: number;
  readonly excerpt: boolean;
  readonly ahead: number;
  readonly work: string;
}

/** `bench feed`: how fast the processor alone can feed a device. */
export function feedCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('feed')
    .description(
      'How many times real time the processor feeds a device: decoding, log-mel spectrogram and transport, with a ' +
        'fake device of a given speed instead of the network. Linux and macOS.',
    )
    .option('--dataset <dir>', 'folder of MP3 files (default: synthetic ones)')
    .option('--device-speed <n>', `speed of the device, × real time (default: ${SPEEDS.join(', ')})`, realNumber(1))
    .option('--model <id>', 'model whose spectrogram is computed: cnn14 or musicnn', 'cnn14')
    .option('--tracks <n>', 'number of files, evenly spread over the folder', wholeNumber(1), 12)
    .option('--workers <n>', 'embedding workers that share the device', wholeNumber(1), availableCores())
    .option('--rounds <n>', 'runs of each row; the fastest counts', wholeNumber(1), 2)
    .option('--excerpt', 'three windows of 10 s instead of entire tracks', false)
    .option('--ahead <seconds>', 'audio that each worker decodes ahead in another thread; 0: none', wholeNumber(0), 48)
    .option('--work <dir>', 'folder that keeps the synthetic files', join(tmpdir(), 'soundalike-bench'));
  return [
    command,
    async (signal) => {
      const flags = command.opts<Flags>();
      const folder = flags.dataset ?? (await synthesiseLibrary(flags.work, flags.tracks, SYNTHETIC_SECONDS));
      const paths = await musicFiles(folder, flags.tracks);
      const { ffmpegPath } = loadSettings();
      const decoder = await findDecoder(ffmpegPath === null ? {} : { ffmpegPath });
      process.stdout.write(
        `${describeMachine()}; ${paths.length} files, decoder ${decoder.name}, ${flags.model}, ` +
          `${flags.workers} workers, fastest of ${flags.rounds}\n\n${markdownTable([HEAD])}`,
      );
      // Each row when it is measured: a long measurement may be stopped.
      const write = (row: readonly string[]): void => void process.stdout.write(tableRow(row));
      write(spectrogramRow(flags));
      write(await decodeRow(paths, decoder, flags, signal));
      for (const speed of [Infinity, ...(flags.deviceSpeed === undefined ? SPEEDS : [flags.deviceSpeed])])
        write(await deviceRow(paths, decoder, speed, flags, signal));
      return undefined;
    },
  ];
}

/** Decode all files, and drop the samples. */
async function decodeRow(
  paths: readonly string[],
  decoder: Decoder,
  { model, rounds }: Flags,
  signal: AbortSignal,
): Promise<string[]> {
  const { sampleRate } = modelOf(model).spec.features;
  const run = (): Promise<number> =>
    sumOver(paths, availableCores() + 1, async (path) => {
      let samples = 0;
      const decoding = { sampleRate, decoder, signal, reusesMemory: true };
      for await (const piece of decodeAudio(path, decoding)) samples += piece.length;
      return samples / sampleRate;
    });
  return measuredRow('decoding alone, entire tracks', paths, rounds, run, null);
}

/** The spectrogram of samples in memory, in one thread. */
function spectrogramRow({ model, rounds }: Flags): string[] {
  const { features } = modelOf(model).spec;
  const samples = testSignal(SYNTHETIC_SECONDS * features.sampleRate, features.sampleRate);
  let fastest = Infinity;
  for (let round = 0; round <= rounds; round++) {
    const stream = new LogMelStream(features);
    const start = performance.now();
    for (let n = 0; n < samples.length; n += features.sampleRate)
      stream.push(samples.subarray(n, n + features.sampleRate));
    fastest = Math.min(fastest, (performance.now() - start) / 1000);
  }
  return ['log-mel spectrogram alone, 1 thread', (SYNTHETIC_SECONDS / fastest).toFixed(0), '', '', '', '', '', ''];
}

/** From file to device. */
async function deviceRow(
  paths: readonly string[],
  decoder: Decoder,
  speed: number,
  { model, workers, rounds, excerpt, ahead }: Flags,
  signal: AbortSignal,
): Promise<string[]> {
  const { spec } = modelOf(model);
  await using fed = await openFedPool(model, workers, speed, ahead);
  const windows = excerpt ? { windows: 3, seconds: 10 } : null;
  const embed = async (path: string): Promise<number> =>
    (await embedFile(path, { pool: fed.pool, spec, decoder, excerpt: windows, signal })).durationSeconds;
  const run = (): Promise<number> => sumOver(paths, workers + 1, embed);
  await sumOver(paths.slice(0, 2 * workers), workers + 1, embed);
  const name = Number.isFinite(speed) ? `device at ${speed} × real time` : 'device that takes no time';
  return await measuredRow(name, paths, rounds, run, speed);
}

/** Return the sum of the seconds of all files. @throws the first error, after all have ended */
async function sumOver(
  paths: readonly string[],
  concurrency: number,
  secondsOf: (path: string) => Promise<number>,
): Promise<number> {
  const limit = pLimit(concurrency);
  const results = await Promise.allSettled(paths.map((path) => limit(() => secondsOf(path))));
  return results.reduce((sum, result) => {
    if (result.status === 'rejected') throw result.reason;
    return sum + result.value;
  }, 0);
}

/**
 * Time the fastest of some runs; if the device takes no time, sample the memory in another.
 * @param run returns the seconds of audio
 * @param speed of the device; null without one
 */
async function measuredRow(
  name: string,
  paths: readonly string[],
  rounds: number,
  run: () => Promise<number>,
  speed: number | null,
): Promise<string[]> {
  process.stderr.write(`${name}\n`);
  const results = [];
  for (let round = 0; round < rounds; round++) {
    const [from, start] = [await processorTime(), performance.now()];
    const audioSeconds = await run();
    const seconds = (performance.now() - start) / 1000;
    results.push({ audioSeconds, seconds, time: timeOfEach(from, await processorTime(), paths.length) });
  }
  const peakBytes = speed === Infinity ? await peakMemory(run) : 0;
  const { audioSeconds, seconds, time } = results.toSorted((a, b) => a.seconds - b.seconds)[0]!;
  return [
    name,
    (audioSeconds / seconds).toFixed(0),
    ((3600 * paths.length) / seconds).toFixed(0),
    speed !== null && Number.isFinite(speed) ? `${((100 * audioSeconds) / seconds / speed).toFixed(0)} %` : '',
    time.ended.toFixed(3),
    time.main.toFixed(3),
    time.running > 0 ? time.running.toFixed(3) : '',
    peakBytes > 0 ? (peakBytes / 1e6).toFixed(0) : '',
  ];
}

/** Return the largest memory of all processes during a run, in bytes. */
async function peakMemory(run: () => Promise<unknown>): Promise<number> {
  let peakBytes = 0;
  const sample = async (): Promise<void> => {
    peakBytes = Math.max(peakBytes, await treeMemory(process.pid));
  };
  const sampling = setInterval(() => void sample(), SAMPLE_MS);
  try {
    await run();
  } finally {
    clearInterval(sampling);
  }
  return peakBytes;
}
