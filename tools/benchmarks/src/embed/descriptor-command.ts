import { join } from 'node:path';
import type { Command } from 'commander';
import {
  FingerprintStream,
  LogMelStream,
  modelOf,
  MUSICNN_CPU_FILE,
  MUSICNN_FILE,
  musicnnFolder,
  SoundDescriptor,
  TrackEmbedder,
} from '@soundalike/audio-core';
import { InferenceSession, Tensor } from '@soundalike/audio-core/onnx-runtime';
import { testSignal } from '@soundalike/audio-core/testing';
import type { CommandAction } from '@soundalike/command-line';
import { wholeNumber } from '@soundalike/command-line';
import { describeMachine, markdownTable } from '../report/report.ts';

/** Patches of one inference call, as in the pooler. */
const BATCH_PATCHES = 4;

const { spec, load } = modelOf('musicnn');
const { features } = spec;

/** `bench descriptor`: what each part of musicnn costs, measured alternately in one process. */
export function descriptorCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('descriptor')
    .description(
      'From samples to the vector of musicnn, on one thread: the spectrogram, the descriptor, the fingerprint, the ' +
        'network with the graph for devices and with that for processors, and all of it.',
    )
    .option('--seconds <n>', 'length of the synthetic track', wholeNumber(10), 180)
    .option('--rounds <n>', 'runs of each step; the fastest counts', wholeNumber(1), 7);
  return [
    command,
    async () => {
      const { seconds, rounds } = command.opts<{ seconds: number; rounds: number }>();
      const samples = testSignal(seconds * features.sampleRate, features.sampleRate);
      const model = await load(musicnnFolder(), { intraOpThreads: 1 });
      const sessions = [await openGraph(MUSICNN_FILE), await openGraph(MUSICNN_CPU_FILE)] as const;
      const patches = patchesOf(samples);
      const steps: Readonly<Record<string, () => unknown>> = {
        'log-mel spectrogram': () => stream(samples, new LogMelStream(features)),
        'log-mel spectrogram and sound descriptor': () => {
          const descriptor = new SoundDescriptor(features);
          stream(samples, new LogMelStream(features, (frame) => descriptor.push(frame)));
          descriptor.finish();
        },
        fingerprint: () => {
          const fingerprint = new FingerprintStream(features.sampleRate);
          for (const piece of piecesOf(samples)) fingerprint.push(piece);
          fingerprint.finish();
        },
        [`network, ${MUSICNN_FILE}`]: () => runPatches(sessions[0], patches),
        [`network, ${MUSICNN_CPU_FILE}`]: () => runPatches(sessions[1], patches),
        'all, from samples to vector': async () => {
          const embedder = new TrackEmbedder(spec, model);
          for (const piece of piecesOf(samples)) await embedder.push(piece);
          await embedder.finish();
        },
      };
      const fastest = new Map<string, number>();
      for (let round = 0; round < rounds; round++)
        for (const [name, step] of Object.entries(steps)) {
          const start = performance.now();
          await step();
          fastest.set(name, Math.min(fastest.get(name) ?? Infinity, performance.now() - start));
        }
      await Promise.all([model, ...sessions].map((opened) => opened.release()));
      process.stdout.write(`${describeMachine()}; ${seconds} s of audio, fastest of ${rounds}, 1 thread\n\n`);
      process.stdout.write(
        markdownTable([
          ['step', 'ms', '× real time'],
          ...[...fastest].map(([name, ms]) => [name, ms.toFixed(1), ((1000 * seconds) / ms).toFixed(0)]),
        ]),
      );
      return undefined;
    },
  ];
}

function openGraph(file: string): Promise<InferenceSession> {
  return InferenceSession.create(join(musicnnFolder(), file), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
  });
}

/** Return the complete patches of a signal, in batches. */
function patchesOf(samples: Float32Array): Tensor[] {
  const { melBands, hopLength } = features;
  const frames = spec.minSamples / hopLength + 1;
  const logMel = new LogMelStream(features).push(samples);
  const length = BATCH_PATCHES * frames * melBands;
  return Array.from({ length: Math.floor(logMel.length / length) }, (_, batch) => {
    const rows = logMel.subarray(batch * length, (batch + 1) * length);
    return new Tensor('float32', rows, [BATCH_PATCHES, frames, melBands]);
  });
}

async function runPatches(session: InferenceSession, batches: readonly Tensor[]): Promise<void> {
  for (const logMel of batches) await session.run({ logMel }, ['embedding', 'tags']);
}

function stream(samples: Float32Array, spectrogram: LogMelStream): void {
  for (const piece of piecesOf(samples)) spectrogram.push(piece);
  spectrogram.finish();
}

/** Yield pieces of one second. */
function* piecesOf(samples: Float32Array): Generator<Float32Array> {
  for (let start = 0; start < samples.length; start += features.sampleRate)
    yield samples.subarray(start, start + features.sampleRate);
}
