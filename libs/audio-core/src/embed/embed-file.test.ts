import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cosine } from '@soundalike/catalog';
import { decodeAudio } from '../decode/decode-audio.ts';
import { findDecoder } from '../decode/find-decoder.ts';
import type { Decoder } from '../decode/decoder.ts';
import { musicnnFolder } from '../models/musicnn/load-musicnn.ts';
import { musicnnSpec } from '../models/musicnn/musicnn-spec.ts';
import { readDuration } from '../tags/read-tags.ts';
import { encodeAudio } from '../testing/encode-audio.ts';
import { testSignal } from '../testing/signals.ts';
import { embedFile, excerptWindows } from './embed-file.ts';
import { EmbeddingPool } from './embedding-pool.ts';
import { l2Normalise } from './track-embedder.ts';

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

test('an excerpt is the mean of its windows, with the duration of the track', async () => {
  const windows = excerptWindows(EXCERPT, await readDuration(path))!;
  const parts: Float32Array[] = [];
  for (const window of windows)
    parts.push(
      (await pool.embed(decodeAudio(path, { sampleRate: spec.features.sampleRate, decoder, windows: [window] })))
        .embedding,
    );
  const mean = l2Normalise(parts[0]!.map((value, n) => value + parts[1]![n]! + parts[2]![n]!));
  const { embedding, durationSeconds, soundTags } = await embedFile(path, { pool, spec, decoder, excerpt: EXCERPT });
  expect(cosine(embedding, mean)).toBeGreaterThan(0.99999);
  expect(cosine(parts[0]!, parts[2]!)).toBeLessThan(0.999);
  expect(durationSeconds).toBeCloseTo(SECONDS, 0);
  expect(soundTags).toHaveLength(10);
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
  const samples = decodeAudio(part, { sampleRate: spec.features.sampleRate, decoder, windows: [first!, last!] });
  const two = await pool.embed(samples, EXCERPT.seconds * spec.features.sampleRate);
  expect(cosine(embedding, two.embedding)).toBeGreaterThan(0.99999);
});
