import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CatalogError } from '@soundalike/catalog';
import { decodeAudio } from './decode-audio.ts';
import type { Decoder } from './decoder.ts';

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
    await writeFile(path, stereoWav());
    let count = 0;
    let middle = NaN;
    for await (const piece of decodeAudio(path, { sampleRate: SAMPLE_RATE, decoder })) {
      count += piece.length;
      middle = piece[Math.floor(piece.length / 2)]!;
    }
    const expected = { count: SAMPLE_RATE * SECONDS, middle: (LEFT + RIGHT) / 2 };
    if (Math.abs(count - expected.count) > 2 || Math.abs(middle - expected.middle) > 0.001) {
      throw new CatalogError('DECODER_MISSING', `expected ${expected.count} samples of ${expected.middle}, got ${count} of ${middle}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A 16-bit WAV file, as bytes: the plain 44-byte header, then left and right in turn. */
function stereoWav(): Buffer {
  const frames = FILE_RATE * SECONDS;
  const wav = Buffer.alloc(44 + frames * 4);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(FILE_RATE, 24);
  wav.writeUInt32LE(FILE_RATE * 4, 28);
  wav.writeUInt16LE(4, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(frames * 4, 40);
  for (let frame = 0; frame < frames; frame++) {
    wav.writeInt16LE(LEFT * 32_768, 44 + frame * 4);
    wav.writeInt16LE(RIGHT * 32_768, 46 + frame * 4);
  }
  return wav;
}
