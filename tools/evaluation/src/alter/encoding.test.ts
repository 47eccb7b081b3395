import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chord } from '@soundalike/audio-core/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ENCODED_SAMPLE_RATE, writeEncoded } from './encoding.ts';
import type { Encoding } from './encoding.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'encoding-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function* cut(samples: Float32Array, length: number): AsyncGenerator<Float32Array> {
  for (let start = 0; start < samples.length; start += length) yield samples.subarray(start, start + length);
}

const ENCODINGS: readonly Encoding[] = [
  { extension: 'mp3', kilobitsPerSecond: 32 },
  { extension: 'ogg', quality: 0 },
];

// Libvorbis extrapolates the start from what it is given first.
it.each(ENCODINGS)('writes the same bytes to $extension however the samples are cut', async (encoding) => {
  const samples = chord([220, 330], 3.5, ENCODED_SAMPLE_RATE, 0.4);
  const bytesOf = async (length: number): Promise<Buffer> => {
    const path = join(folder, `${length}.${encoding.extension}`);
    await writeEncoded(path, encoding, cut(samples, length));
    return readFile(path);
  };
  const expected = await bytesOf(samples.length);
  for (const length of [1000, 16_384, 44_100, 50_001]) expect((await bytesOf(length)).equals(expected)).toBe(true);
});
