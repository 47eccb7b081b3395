import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SoundalikeError, systemReason } from '@soundalike/errors';
import { decodeAudio } from './decode-audio.ts';
import type { Decoder } from './decoder.ts';
import { wavBytes } from './wav-bytes.ts';

const FILE_RATE = 44_100;
const SAMPLE_RATE = 32_000;
const SECONDS = 0.2;
const LEFT = 0.5;
const RIGHT = 0.25;

/**
 * Decode a constant stereo signal and check the samples.
 * @throws the decoder's error; `DECODER_MISSING` if it gives the wrong samples; `TEMPORARY_WRITE_FAILED`
 */
export async function tryDecoder(decoder: Decoder): Promise<void> {
  await using file = await writeTestFile();
  let count = 0;
  let middle = NaN;
  for await (const piece of decodeAudio(file.path, { sampleRate: SAMPLE_RATE, decoder })) {
    count += piece.length;
    middle = piece[Math.floor(piece.length / 2)]!;
  }
  const expected = { count: SAMPLE_RATE * SECONDS, middle: (LEFT + RIGHT) / 2 };
  if (Math.abs(count - expected.count) > 2 || Math.abs(middle - expected.middle) > 0.001) {
    throw new SoundalikeError(
      'DECODER_MISSING',
      `it decodes the test tone to ${count} samples of ${middle} instead of ${expected.count} of ${expected.middle}`,
    );
  }
}

async function writeTestFile(): Promise<{ readonly path: string } & AsyncDisposable> {
  await using cleanup = new AsyncDisposableStack();
  try {
    const folder = await mkdtemp(join(tmpdir(), 'soundalike-decoder-'));
    cleanup.defer(() => rm(folder, { recursive: true, force: true }));
    const path = join(folder, 'test.wav');
    await writeFile(path, wavBytes([constant(LEFT), constant(RIGHT)], FILE_RATE));
    const kept = cleanup.move();
    return { path, [Symbol.asyncDispose]: () => kept.disposeAsync() };
  } catch (error) {
    throw new SoundalikeError(
      'TEMPORARY_WRITE_FAILED',
      `the temporary folder ${tmpdir()} cannot be written to: ${systemReason(error)}; ` +
        'free some space there, or set TMPDIR to another folder',
      { cause: error },
    );
  }
}

function constant(level: number): Float32Array {
  return new Float32Array(FILE_RATE * SECONDS).fill(level);
}
