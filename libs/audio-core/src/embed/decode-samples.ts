import { writeSync } from 'node:fs';
import { decodeAudio } from '../decode/decode-audio.ts';
import type { SentSource } from './track-source.ts';
import { DECODER_CHANNEL } from './worker-protocol.ts';

/**
 * The samples of a track. Each piece is valid until the next is requested. The consumer must call `return` when it is
 * done.
 */
export type SampleReader = AsyncGenerator<Float32Array, void, undefined>;

/**
 * Yield the samples of a source, and report its decoder to the main process.
 * @param sampleRate of the model, Hz
 * @throws the errors of `decodeAudio`
 */
export async function* decodeSamples(source: SentSource, sampleRate: number, signal: AbortSignal): SampleReader {
  if (source.type === 'samples') {
    for (let start = 0; start < source.samples.length && !signal.aborted; start += sampleRate)
      yield source.samples.subarray(start, start + sampleRate);
    return;
  }
  const { path, command, limits } = source;
  const started: number[] = [];
  const onStart = (pid: number): void => {
    started.push(pid);
    writeSync(DECODER_CHANNEL, `+${pid}\n`);
  };
  const decoder = { name: command.program, command: () => command };
  const options = { sampleRate, decoder, limits, signal, onStart, reusesMemory: true };
  try {
    yield* decodeAudio(path, options);
  } finally {
    for (const pid of started) writeSync(DECODER_CHANNEL, `-${pid}\n`);
  }
}
