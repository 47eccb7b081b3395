import type { Command } from 'commander';
import { LogMelStream, modelOf, musicnnFolder, SoundDescriptor, TrackEmbedder } from '@soundalike/audio-core';
import { testSignal } from '@soundalike/audio-core/testing';
import type { CommandAction } from '@soundalike/command-line';
import { wholeNumber } from '@soundalike/command-line';
import { describeMachine, markdownTable } from '../report/report.ts';

/** `bench descriptor`: what the sound descriptor costs next to musicnn, measured alternately in one process. */
export function descriptorCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('descriptor')
    .description('From samples to the vector of musicnn, on one thread: the spectrogram, the descriptor and all of it.')
    .option('--seconds <n>', 'length of the synthetic track', wholeNumber(10), 180)
    .option('--rounds <n>', 'runs of each step; the fastest counts', wholeNumber(1), 7);
  return [
    command,
    async () => {
      const { seconds, rounds } = command.opts<{ seconds: number; rounds: number }>();
      const { spec, load } = modelOf('musicnn');
      const { features } = spec;
      const model = await load(musicnnFolder(), { intraOpThreads: 1 });
      const samples = testSignal(seconds * features.sampleRate, features.sampleRate);
      const steps = {
        spectrogram: () => stream(samples, features.sampleRate, new LogMelStream(features)),
        described: () => {
          const descriptor = new SoundDescriptor(features);
          stream(samples, features.sampleRate, new LogMelStream(features, (frame) => descriptor.push(frame)));
          descriptor.finish();
        },
        whole: async () => {
          const embedder = new TrackEmbedder(spec, model);
          for (const piece of piecesOf(samples, features.sampleRate)) await embedder.push(piece);
          await embedder.finish();
        },
      };
      const fastest = { spectrogram: Infinity, described: Infinity, whole: Infinity };
      for (let round = 0; round < rounds; round++)
        for (const name of ['spectrogram', 'described', 'whole'] as const) {
          const start = performance.now();
          await steps[name]();
          fastest[name] = Math.min(fastest[name], performance.now() - start);
        }
      await model.release();
      const descriptor = fastest.described - fastest.spectrogram;
      const musicnn = fastest.whole - descriptor;
      const row = (name: string, ms: number): string[] => [
        name,
        ms.toFixed(1),
        `${((100 * ms) / musicnn).toFixed(1)} %`,
      ];
      process.stdout.write(`${describeMachine()}; ${seconds} s of audio, fastest of ${rounds}, 1 thread\n\n`);
      process.stdout.write(
        markdownTable([
          ['step', 'ms', 'of musicnn'],
          row('log-mel spectrogram (part of musicnn)', fastest.spectrogram),
          row('musicnn', musicnn),
          row('sound descriptor', descriptor),
          row('both', fastest.whole),
        ]),
      );
      return undefined;
    },
  ];
}

function stream(samples: Float32Array, pieceLength: number, spectrogram: LogMelStream): void {
  for (const piece of piecesOf(samples, pieceLength)) spectrogram.push(piece);
  spectrogram.finish();
}

/** Yield pieces of one second, as the decoder does. */
function* piecesOf(samples: Float32Array, pieceLength: number): Generator<Float32Array> {
  for (let start = 0; start < samples.length; start += pieceLength) yield samples.subarray(start, start + pieceLength);
}
