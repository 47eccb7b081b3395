import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cosine } from '@soundalike/catalog';
import type { Excerpt } from '@soundalike/catalog';
import { findDecoder } from '../decode/find-decoder.ts';
import type { Decoder } from '../decode/decoder.ts';
import { musicnnFolder } from '../models/musicnn/load-musicnn.ts';
import { musicnnSpec } from '../models/musicnn/musicnn-spec.ts';
import { readDuration } from '../tags/read-tags.ts';
import { encodeAudio, writeWav } from '../testing/encode-audio.ts';
import { testSignal } from '../testing/signals.ts';
import { embedFile, excerptWindows } from './embed-file.ts';
import { EmbeddingPool } from './embedding-pool.ts';
import { HEARD_SILENCE_SECONDS } from './long-silence.ts';

const RATE = 44_100;
const SECONDS = 60;
const EXCERPT = { windows: 3, seconds: 5 };
const spec = musicnnSpec;

let folder: string;
let path: string;
let decoder: Decoder;
let pool: EmbeddingPool;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'excerpt-'));
  path = join(folder, 'x.mp3');
  await encodeAudio(path, [testSignal(SECONDS * RATE, RATE)], RATE);
  decoder = await findDecoder();
  pool = new EmbeddingPool({ model: 'musicnn', folder: musicnnFolder(), workers: 1, intraOpThreads: 1 });
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true });
});

test('each window is the middle of its part of the track', () => {
  expect(excerptWindows({ windows: 3, seconds: 10 }, 180)).toEqual(
    [25, 85, 145].map((startSeconds) => ({ startSeconds, seconds: 10 })),
  );
  expect(excerptWindows({ windows: 1, seconds: 30 }, 30)).toEqual([{ startSeconds: 0, seconds: 30 }]);
  expect(excerptWindows({ windows: 3, seconds: 10 }, 29.9)).toBeNull();
  expect(excerptWindows({ windows: 3, seconds: 10 }, null)).toBeNull();
});

test('an excerpt joins its windows to what is nearer to the track than each of them, with the duration of the track', async () => {
  const windows = excerptWindows(EXCERPT, await readDuration(path))!;
  const parts: Float32Array[] = [];
  for (const window of windows) parts.push((await pool.embed({ path, decoder, windows: [window] })).embedding);
  const whole = await embedFile(path, { pool, spec, decoder, excerpt: null });
  const { embedding, durationSeconds, soundTags } = await embedFile(path, { pool, spec, decoder, excerpt: EXCERPT });
  for (const part of parts) expect(cosine(embedding, whole.embedding)).toBeGreaterThan(cosine(part, whole.embedding));
  expect(cosine(parts[0]!, parts[2]!)).toBeLessThan(0.999);
  expect(durationSeconds).toBeCloseTo(SECONDS, 0);
  expect(soundTags.length).toBeGreaterThanOrEqual(10);
});

test('a track shorter than its windows together is embedded entirely', async () => {
  const whole = await embedFile(path, { pool, spec, decoder, excerpt: null });
  expect(await embedFile(path, { pool, spec, decoder, excerpt: { windows: 13, seconds: 5 } })).toEqual(whole);
});

test('the duration is counted from the frames if the header of a variable bit rate is missing', async () => {
  const bytes = await readFile(path);
  const xing = Math.max(bytes.indexOf('Xing'), bytes.indexOf('Info'));
  expect(xing).toBeGreaterThan(0);
  bytes.fill(0, xing, xing + 4);
  const bare = join(folder, 'bare.mp3');
  await writeFile(bare, bytes);
  expect(await readDuration(bare)).toBeCloseTo(SECONDS, 0);
});

test('a silent window is left out', async () => {
  const part = join(folder, 'silent.mp3');
  await encodeAudio(part, [testSignal(SECONDS * RATE, RATE).fill(0, 20 * RATE, 40 * RATE)], RATE);
  const { embedding } = await embedFile(part, { pool, spec, decoder, excerpt: EXCERPT });
  const [first, , last] = excerptWindows(EXCERPT, await readDuration(part))!;
  const two = await pool.embed(
    { path: part, decoder, windows: [first!, last!] },
    { windowSamples: EXCERPT.seconds * spec.features.sampleRate },
  );
  expect(cosine(embedding, two.embedding)).toBeGreaterThan(0.99999);
});

describe('the entire file is embedded instead of the excerpt', () => {
  const both = async (file: string, excerpt: Excerpt) => ({
    excerpt: await embedFile(file, { pool, spec, decoder, excerpt }),
    whole: await embedFile(file, { pool, spec, decoder, excerpt: null }),
  });

  test.each([
    ['ends before the only window', 7, { windows: 1, seconds: 5 }],
    ['ends before the second window', 20, { windows: 2, seconds: 5 }],
    ['ends within the only window', 30, { windows: 1, seconds: 30 }],
    ['ends soon after the start of the only window', 16, { windows: 1, seconds: 30 }],
  ])('if the audio %s, although the header states more', async (_, seconds, excerpt) => {
    const bytes = await readFile(path);
    const cut = join(folder, 'cut.mp3');
    await writeFile(cut, bytes.subarray(0, Math.round((bytes.length * seconds) / SECONDS)));
    expect(await readDuration(cut)).toBeCloseTo(SECONDS, 0);
    const embedded = await both(cut, excerpt);
    expect(embedded.excerpt).toEqual(embedded.whole);
    expect(Math.abs(embedded.excerpt.durationSeconds - seconds)).toBeLessThan(0.5);
  });

  test('if all windows are silent', async () => {
    const mostlySilent = join(folder, 'mostly-silent.flac');
    const samples = new Float32Array(95 * RATE);
    samples.set(testSignal(20 * RATE, RATE));
    await encodeAudio(mostlySilent, [samples], RATE);
    const embedded = await both(mostlySilent, { windows: 1, seconds: 5 });
    expect(embedded.excerpt).toEqual(embedded.whole);
    expect(embedded.excerpt.durationSeconds).toBeCloseTo(95, 2);
  });
});

test('an excerpt of a file that is silent throughout, or whose channels cancel, fails as the entire file does', async () => {
  const cancelling = join(folder, 'cancelling.wav');
  const samples = testSignal(20 * RATE, RATE);
  await writeWav(cancelling, [samples, samples.map((sample) => -sample)], RATE, 'float32');
  const error = {
    code: 'SILENT',
    message:
      'the mono mix of the audio is silent: its peak is 0.0e+0, below −80 dBFS (0.0001); ' +
      'if the file has sound, its channels cancel each other',
  };
  for (const excerpt of [null, EXCERPT])
    await expect(embedFile(cancelling, { pool, spec, decoder, excerpt })).rejects.toMatchObject(error);
});

test('silence of minutes after a track does not change what it sounds like', async () => {
  const lone = join(folder, 'lone.flac');
  const padded = join(folder, 'padded.flac');
  const withSilence = (seconds: number): Float32Array => {
    const samples = new Float32Array((30 + seconds) * RATE);
    samples.set(testSignal(30 * RATE, RATE));
    return samples;
  };
  await encodeAudio(lone, [withSilence(HEARD_SILENCE_SECONDS)], RATE);
  await encodeAudio(padded, [withSilence(240)], RATE);
  const [a, b] = await Promise.all(
    [lone, padded].map((file) => embedFile(file, { pool, spec, decoder, excerpt: null })),
  );
  expect(cosine(a!.embedding, b!.embedding)).toBeGreaterThan(0.99999);
  expect(b!.durationSeconds).toBeCloseTo(270, 2);
});

test.each([1e30, -100, Infinity, NaN])(
  'a sample of %d in a float file does not change what it sounds like',
  async (value) => {
    const samples = testSignal(10 * RATE, RATE);
    const damaged = samples.slice();
    damaged[5 * RATE] = value;
    const files = await Promise.all(
      [samples, damaged].map(async (channel, index) => {
        const file = join(folder, `${index}.wav`);
        await writeWav(file, [channel, channel], RATE, 'float32');
        return embedFile(file, { pool, spec, decoder, excerpt: null });
      }),
    );
    expect(cosine(files[0]!.embedding, files[1]!.embedding)).toBeGreaterThan(0.95);
  },
);

test('a float file of another scale or without numbers is refused', async () => {
  const scaled = join(folder, 'scaled.wav');
  await writeWav(scaled, [testSignal(10 * RATE, RATE).map((sample) => sample * 32_768)], RATE, 'float32');
  await expect(embedFile(scaled, { pool, spec, decoder, excerpt: null })).rejects.toMatchObject({
    code: 'DECODE_FAILED',
    message: expect.stringMatching(/^100 % of the samples .* export it again/u) as string,
  });
});
