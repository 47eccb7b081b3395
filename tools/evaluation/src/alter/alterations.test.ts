import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeAudio, findDecoder } from '@soundalike/audio-core';
import { tone } from '@soundalike/audio-core/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ALTERATIONS, first, scaled, withoutFirst } from './alterations.ts';
import type { SampleStream } from './alterations.ts';
import { ENCODED_SAMPLE_RATE, writeEncoded } from './encoding.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alterations-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function* inPieces(samples: Float32Array, length: number): SampleStream {
  for (let start = 0; start < samples.length; start += length) yield samples.subarray(start, start + length);
}

async function joined(stream: SampleStream): Promise<Float32Array> {
  return Float32Array.from((await Array.fromAsync(stream)).flatMap((piece) => [...piece]));
}

test('cropping and gain do not depend on how the samples are split', async () => {
  const cut = fc.integer({ min: 1, max: 9 });
  await fc.assert(
    fc.asyncProperty(
      fc.float32Array({ maxLength: 40, noNaN: true }),
      cut,
      fc.nat(50),
      async (samples, length, count) => {
        expect(await joined(first(inPieces(samples, length), count))).toEqual(samples.slice(0, count));
        expect(await joined(withoutFirst(inPieces(samples, length), count))).toEqual(samples.slice(count));
        expect(await joined(scaled(inPieces(samples, length), 0.5))).toEqual(samples.map((sample) => sample * 0.5));
      },
    ),
  );
});

test.each([
  ['6 dB quieter', 0.501187, 8],
  ['3 dB louder, not clipped', 1.412538, 8],
  ['without the first 5 s', 1, 3],
  ['first half only', 1, 4],
])('%s', async (name, factor, seconds) => {
  const alteration = ALTERATIONS.find((each) => each.name === name)!;
  if (!('change' in alteration)) throw new Error('expected a change of samples');
  const sampleRate = 100;
  const samples = new Float32Array(8 * sampleRate).fill(0.9);
  const changed = await joined(alteration.change(inPieces(samples, sampleRate), { sampleRate, seconds: 8 }));
  expect(changed.length).toBe(seconds * sampleRate);
  expect(changed.every((sample) => Math.abs(sample - 0.9 * factor) < 1e-5)).toBe(true);
});

test.each(ALTERATIONS.flatMap((alteration) => ('encoding' in alteration ? [alteration] : [])))(
  '$name: decodes to the same sound',
  async ({ name, encoding }) => {
    const path = join(folder, `${name.replace(/\W/gu, '')}.${encoding.extension}`);
    const samples = tone(440, 3, ENCODED_SAMPLE_RATE);
    await writeEncoded(path, encoding, inPieces(samples, ENCODED_SAMPLE_RATE));
    const decoded = await joined(decodeAudio(path, { sampleRate: ENCODED_SAMPLE_RATE, decoder: await findDecoder() }));
    expect(Math.abs(decoded.length - samples.length)).toBeLessThan(0.1 * ENCODED_SAMPLE_RATE);
    const rms = (values: Float32Array): number =>
      Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    // LAME lowers the level by a twentieth, so that its rounding does not clip.
    expect(
      Math.abs(rms(decoded.subarray(ENCODED_SAMPLE_RATE, 2 * ENCODED_SAMPLE_RATE)) / rms(samples) - 1),
    ).toBeLessThan(0.06);
    const middle = (values: Float32Array): number => {
      let crossings = 0;
      for (let n = ENCODED_SAMPLE_RATE; n < 2 * ENCODED_SAMPLE_RATE; n++)
        if (values[n - 1]! < 0 && values[n]! >= 0) crossings++;
      return crossings;
    };
    expect(Math.abs(middle(decoded) - 440)).toBeLessThanOrEqual(1);
  },
);
