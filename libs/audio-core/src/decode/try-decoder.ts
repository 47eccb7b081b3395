import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SoundalikeError } from '@soundalike/errors';
import { decodeAudio } from './decode-audio.ts';
import type { Decoder } from './decoder.ts';
import { wavBytes } from './wav-bytes.ts';

const FILE_RATE = 44_100;
const SAMPLE_RATE = 32_000;
const SECONDS = 0.2;
const LEFT = 0.5;
const RIGHT = 0.25;

/**
 * Decodes a constant stereo signal and looks at what comes out.
 * @throws the decoder's own error, or `DECODER_MISSING` when it gives the wrong samples
 */
export async function tryDecoder(decoder: Decoder): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'soundalike-decoder-'));
  try {
    const path = join(folder, 'test.wav');
    await writeFile(path, wavBytes([constant(LEFT), constant(RIGHT)], FILE_RATE));
    let count = 0;
    let middle = NaN;
    for await (const piece of decodeAudio(path, { sampleRate: SAMPLE_RATE, decoder })) {
      count += piece.length;
      middle = piece[Math.floor(piece.length / 2)]!;
    }
    const expected = { count: SAMPLE_RATE * SECONDS, middle: (LEFT + RIGHT) / 2 };
    if (Math.abs(count - expected.count) > 2 || Math.abs(middle - expected.middle) > 0.001) {
      throw new SoundalikeError(
        'DECODER_MISSING',
        `expected ${expected.count} samples of ${expected.middle}, got ${count} of ${middle}`,
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function constant(level: number): Float32Array {
  return new Float32Array(FILE_RATE * SECONDS).fill(level);
}
