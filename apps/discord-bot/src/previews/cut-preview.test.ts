import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeAudio, findDecoder } from '@soundalike/audio-core/decode';
import { tone, writeWav } from '@soundalike/audio-core/testing';
import { cutPreview } from './cut-preview.ts';

const RATE = 16_000;

/** Measure the frequency of a tone, Hz, by its upward zero crossings. */
function frequencyOf(samples: Float32Array, rate: number): number {
  let crossings = 0;
  for (let n = 1; n < samples.length; n++) if (samples[n - 1]! < 0 && samples[n]! >= 0) crossings++;
  return (crossings * rate) / samples.length;
}

test('a preview is an MP3 of the most typical 30 seconds of a track', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'preview-'));
  try {
    const intro = tone(3000, 20, RATE);
    const song = tone(440, 70, RATE);
    const samples = new Float32Array(intro.length + song.length);
    samples.set(intro);
    samples.set(song, intro.length);
    const file = join(folder, 'song.wav');
    await writeWav(file, [samples], RATE);
    const decoder = await findDecoder();

    const mp3 = await cutPreview(file, decoder, new AbortController().signal);
    expect(mp3.length).toBeLessThan(600_000);

    const path = join(folder, 'preview.mp3');
    await writeFile(path, mp3);
    const pieces: Float32Array[] = [];
    for await (const piece of decodeAudio(path, { sampleRate: RATE, decoder })) pieces.push(piece);
    expect(pieces.reduce((sum, { length }) => sum + length, 0) / RATE).toBeCloseTo(30, 0);
    expect(frequencyOf(pieces[20]!, RATE)).toBeCloseTo(440, -1);
  } finally {
    await rm(folder, { recursive: true });
  }
});
