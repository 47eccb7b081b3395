import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodersHere } from '../testing/decoders.ts';
import { encodeAudio, writeWav } from '../testing/encode-audio.ts';
import { signalToNoise, testSignal } from '../testing/signals.ts';
import { decodeAudio } from './decode-audio.ts';
import type { Decoder, TimeWindow } from './decoder.ts';

const FILE_RATE = 48_000;
const RATE = 32_000;
const SECONDS = 40;
const WINDOWS: readonly TimeWindow[] = [
  { startSeconds: 3.21, seconds: 2 },
  { startSeconds: 18.5, seconds: 2 },
  { startSeconds: 33.337, seconds: 2 },
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'decode-windows-'));
  // Every second has its own note, so a window from elsewhere has nothing in common with the requested one.
  const signal = testSignal(SECONDS * FILE_RATE, FILE_RATE);
  await writeWav(join(folder, 'x.wav'), [signal], FILE_RATE);
  for (const name of ['x.mp3', 'x.flac', 'x.ogg', 'x.opus', 'x.m4a', 'x.aiff', 'x.wv', 'x.tta'])
    await encodeAudio(join(folder, name), [signal], FILE_RATE);
});
afterAll(() => rm(folder, { recursive: true }));

async function decode(name: string, decoder: Decoder, windows?: readonly TimeWindow[]): Promise<Float32Array> {
  const pieces = await Array.fromAsync(
    decodeAudio(join(folder, name), { sampleRate: RATE, decoder, ...(windows && { windows }) }),
  );
  return Float32Array.from(pieces.flatMap((piece) => [...piece]));
}

const decoders = await decodersHere();

describe.each(decoders.map((decoder) => [decoder.name, decoder] as const))('%s', (_, decoder) => {
  // A lossy decoder that starts in the middle needs a frame or two to be the same.
  test.each([
    ['x.wav', 40],
    ['x.flac', 40],
    ['x.mp3', 20],
    ['x.ogg', 20],
    ['x.opus', 20],
    ['x.m4a', 20],
    ['x.aiff', 40],
    ['x.wv', 40],
    ['x.tta', 40],
  ])('windows of %s are at the requested position, to the sample', async (name, decibels) => {
    const whole = await decode(name, decoder);
    const windows = await decode(name, decoder, WINDOWS);
    expect(windows).toHaveLength(6 * RATE);
    WINDOWS.forEach(({ startSeconds }, index) => {
      // The edges of a window lack the sound before and after for the resampler, and a decoder its first frame.
      const [from, to] = [0.1 * RATE, 1.9 * RATE];
      const start = Math.round(startSeconds * RATE);
      const got = windows.slice(index * 2 * RATE + from, index * 2 * RATE + to);
      expect(signalToNoise(whole.slice(start + from, start + to), got)).toBeGreaterThan(decibels);
    });
  });

  test('a window beyond the end is shorter, and the others are complete', async () => {
    const samples = await decode('x.mp3', decoder, [
      { startSeconds: 5, seconds: 2 },
      { startSeconds: SECONDS - 1, seconds: 2 },
    ]);
    expect(samples.length / RATE).toBeGreaterThan(2.9);
    expect(samples.length / RATE).toBeLessThan(3.2);
  });
});
