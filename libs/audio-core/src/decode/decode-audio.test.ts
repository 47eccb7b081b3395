import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeAll, decodersHere } from '../testing/decoders.ts';
import { encodeAudio, writeWav } from '../testing/encode-audio.ts';
import { chord, noise, signalToNoise, tone } from '../testing/signals.ts';
import { decodeAudio } from './decode-audio.ts';
import { nodeAvDecoder } from './find-decoder.ts';

const SAMPLE_RATE = 32_000;

const decoders = await decodersHere();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'decode-audio-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Audio as `seconds` of it came in, and as it should come out; with the decibels that the codec keeps of it. */
const formats = [
  { extension: '.wav', fileRate: 44_100, minDecibels: 65 },
  { extension: '.flac', fileRate: 44_100, minDecibels: 65 },
  { extension: '.mp3', fileRate: 44_100, minDecibels: 20 },
  { extension: '.ogg', fileRate: 44_100, minDecibels: 20 },
  { extension: '.opus', fileRate: 48_000, minDecibels: 20 },
  { extension: '.m4a', fileRate: 44_100, minDecibels: 20 },
  { extension: '.mp4', fileRate: 44_100, minDecibels: 20 },
  { extension: '.aiff', fileRate: 44_100, minDecibels: 65 },
  { extension: '.wv', fileRate: 44_100, minDecibels: 65 },
  { extension: '.tta', fileRate: 44_100, minDecibels: 65 },
  { extension: '.mka', fileRate: 44_100, minDecibels: 20 },
  { extension: '.webm', fileRate: 48_000, minDecibels: 20 },
];

const NOTES = [220, 277.18, 329.63, 1_760];
const SECONDS = 2.5;

async function writeAudio(path: string, channels: Float32Array[], fileRate: number): Promise<void> {
  await (path.endsWith('.wav') ? writeWav(path, channels, fileRate) : encodeAudio(path, channels, fileRate));
}

describe.each(decoders)('by $name', (decoder) => {
  const decode = (path: string): Promise<Float32Array<ArrayBuffer>> =>
    decodeAll(path, { sampleRate: SAMPLE_RATE, decoder });

  test.each(formats)(
    '$extension decodes to the audio that was encoded',
    async ({ extension, fileRate, minDecibels }) => {
      const path = join(folder, `${decoder.name}${extension}`);
      const audio = chord(NOTES, SECONDS, fileRate);
      await writeAudio(path, [audio, audio], fileRate);

      const samples = await decode(path);

      // An encoder may fill its last frame up, and FFmpeg before 7 leaves that in for M4A.
      expect(samples.length / SAMPLE_RATE).toBeGreaterThan(SECONDS - 0.001);
      expect(samples.length / SAMPLE_RATE).toBeLessThan(SECONDS + 0.03);
      expect(signalToNoise(samples, chord(NOTES, SECONDS, SAMPLE_RATE))).toBeGreaterThan(minDecibels);
    },
  );

  test('.wma decodes to the audio that was encoded, without the frame that its encoder adds', async () => {
    const path = join(folder, `${decoder.name}.wma`);
    const audio = chord(NOTES, SECONDS, 44_100);
    await encodeAudio(path, [audio, audio], 44_100);
    const samples = await decode(path);
    expect(Math.abs(samples.length / SAMPLE_RATE - SECONDS)).toBeLessThan(0.06);
    const expected = chord(NOTES, SECONDS, SAMPLE_RATE);
    // WMA has no time of its first sample: decoders begin a frame late.
    const shifts = Array.from({ length: 2000 }, (_, shift) => expected.subarray(shift, shift + 8_000));
    const best = Math.max(...shifts.map((part) => signalToNoise(samples.subarray(0, 8_000), part)));
    expect(best).toBeGreaterThan(20);
  });

  test.each([
    [8_000, 1],
    [22_050, 2],
    [32_000, 1],
    [44_100, 1],
    [44_100, 2],
    [48_000, 2],
    [48_000, 6],
    [96_000, 2],
  ])('a tone in a file of %i Hz, %i channels, is the same tone', async (fileRate, channels) => {
    const path = join(folder, `${decoder.name}-${fileRate}-${channels}.wav`);
    await writeWav(
      path,
      Array.from({ length: channels }, () => tone(1_000, 1, fileRate)),
      fileRate,
    );

    const samples = await decode(path);

    expect(Math.abs(samples.length - SAMPLE_RATE)).toBeLessThanOrEqual(2);
    expect(signalToNoise(samples, tone(1_000, 1, SAMPLE_RATE))).toBeGreaterThan(45);
  });

  test('frequencies above the sample rate are removed, without aliasing', async () => {
    const path = join(folder, `${decoder.name}-high.wav`);
    await writeWav(path, [tone(17_000, 1, 44_100)], 44_100);

    const middle = (await decode(path)).subarray(SAMPLE_RATE / 4, (SAMPLE_RATE * 3) / 4);

    expect(Math.max(...middle.map(Math.abs))).toBeLessThan(1e-4);
  });

  test.each([2, 6, 9])('%i channels are decoded to their mean, all with the same weight', async (channels) => {
    const path = join(folder, `${decoder.name}-mean-${channels}.wav`);
    const levels = Array.from({ length: channels }, (_, channel) => (channel + 1) / (2 * channels));
    await writeWav(
      path,
      levels.map((level) => new Float32Array(SAMPLE_RATE).fill(level)),
      SAMPLE_RATE,
    );

    const samples = await decode(path);

    const mean = levels.reduce((sum, level) => sum + level, 0) / channels;
    expect(samples).toHaveLength(SAMPLE_RATE);
    expect(Math.max(...samples.map((sample) => Math.abs(sample - mean)))).toBeLessThan(1e-4);
  });

  test('samples beyond full scale are not clipped', async () => {
    const path = join(folder, `${decoder.name}-loud.wav`);
    await writeWav(path, [new Float32Array(SAMPLE_RATE).fill(1.5)], SAMPLE_RATE, 'float32');

    expect(await decode(path)).toEqual(new Float32Array(SAMPLE_RATE).fill(1.5));
  });

  test.each([
    '-i.wav',
    ':.wav',
    'it\'s "quoted".wav',
    'two\nlines.wav',
    'ünïcode 曲 %d %03d.wav',
    'http:__x.wav',
    '$(true);`true`.wav',
    ' leading space.wav',
  ])('the name %j is not taken for an option or address', async (name) => {
    const path = join(folder, name);
    await writeWav(path, [tone(440, 0.1, SAMPLE_RATE)], SAMPLE_RATE);

    expect(await decode(path)).toHaveLength(SAMPLE_RATE / 10);
  });
});

test.skipIf(decoders.length < 2)(
  'all decoders give the same samples (skipped where only one decoder is found: install ffmpeg to compare)',
  async () => {
    const audio = [noise(3, 44_100, 1), noise(3, 44_100, 2)];
    for (const extension of ['.wav', '.flac', '.mp3', '.ogg', '.opus']) {
      const path = join(folder, `same${extension}`);
      await writeAudio(path, audio, extension === '.opus' ? 48_000 : 44_100);
      const [first, ...others] = await Promise.all(
        decoders.map((decoder) => decodeAll(path, { sampleRate: SAMPLE_RATE, decoder })),
      );

      for (const samples of others) {
        expect(samples.length, extension).toBe(first!.length);
        expect(signalToNoise(samples, first!), extension).toBeGreaterThan(90);
      }
    }
  },
);

test('each piece has a separate buffer, which it fills', async () => {
  const path = join(folder, 'pieces.wav');
  await writeWav(path, [tone(440, 2.5, SAMPLE_RATE)], SAMPLE_RATE);

  const pieces = await Array.fromAsync(decodeAudio(path, { sampleRate: SAMPLE_RATE, decoder: nodeAvDecoder }));

  expect(pieces.reduce((sum, { length }) => sum + length, 0)).toBe(2.5 * SAMPLE_RATE);
  expect(pieces.length).toBeGreaterThan(1);
  expect(new Set(pieces.map(({ buffer }) => buffer)).size).toBe(pieces.length);
  expect(pieces.every(({ buffer, byteLength }) => buffer.byteLength === byteLength)).toBe(true);
});

test('decoding audio longer than the limit fails with DECODE_LIMIT', async () => {
  const path = join(folder, 'long.wav');
  await writeWav(path, [tone(440, 5, 8_000)], 8_000);

  const decoding = decodeAll(path, { sampleRate: SAMPLE_RATE, decoder: nodeAvDecoder, limits: { durationSeconds: 3 } });

  await expect(decoding).rejects.toMatchObject({
    code: 'DECODE_LIMIT',
    message: 'the audio is longer than the limit of 3 s',
  });
});
