import { mkdir, mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeAudio, findDecoder, LogMelStream } from '@soundalike/audio-core';
import type { LoadedModel, PooledTrack } from '@soundalike/audio-core';
import { CNN14_CHANNELS, cnn14Spec, loadCnn14 } from '@soundalike/audio-core/cnn14';
import { testSignal } from '@soundalike/audio-core/testing';
import { NARROW_CHANNELS } from '../testing/random-cnn14.ts';
import { writeRandomCnn14 } from '../testing/random-model.ts';

/** See tools/models/golden/cnn14-golden.py: panns_inference 0.1.1 on torch 2.15, with the weights of seed 1. */
interface GoldenCase {
  readonly samples: number;
  /** Float32, little-endian, base64. */
  readonly embedding: string;
  readonly tags: readonly { readonly index: number; readonly probability: number }[];
}

const SEED = 1;
const { sampleRate } = cnn14Spec.features;
const golden = JSON.parse(await readFile(new URL('./golden/cnn14-golden.json', import.meta.url), 'utf8')) as Record<
  'narrow' | 'full' | 'track.mp3',
  GoldenCase[]
>;

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
const models = {} as Record<'narrow' | 'full', LoadedModel>;

beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'cnn14-'));
  for (const [width, channels] of [
    ['narrow', NARROW_CHANNELS],
    ['full', CNN14_CHANNELS],
  ] as const) {
    const path = join(folder.path, width);
    await mkdir(path);
    await writeRandomCnn14(path, SEED, channels);
    models[width] = await loadCnn14(path, { intraOpThreads: 2 });
  }
});
afterAll(async () => {
  await Promise.all(Object.values(models).map((model) => model.release()));
  await folder.remove();
});

const cases = (['narrow', 'full'] as const).flatMap((width) => golden[width].map((one) => ({ width, ...one })));

test.each(cases)(
  'a $width Cnn14 gives the vector of panns_inference for $samples samples',
  async ({ width, samples, embedding, tags }) => {
    const got = await embed(models[width], [testSignal(samples, sampleRate)]);
    const want = floats(embedding);
    expect(cosine(got.embedding, want)).toBeGreaterThanOrEqual(0.99999);
    expect(maxRelativeError(got.embedding, want)).toBeLessThanOrEqual(1e-3);
    for (const { index, probability } of tags) expect(got.tagProbabilities[index]).toBeCloseTo(probability, 4);
  },
);

test('an MP3 file at 44.1 kHz gives the vector of librosa.load and panns_inference', async () => {
  const path = fileURLToPath(new URL('./golden/track.mp3', import.meta.url));
  const got = await embed(models.full, decodeAudio(path, { sampleRate, decoder: await findDecoder() }));
  expect(cosine(got.embedding, floats(golden['track.mp3'][0]!.embedding))).toBeGreaterThanOrEqual(0.999);
});

async function embed(
  model: LoadedModel,
  samples: AsyncIterable<Float32Array> | Iterable<Float32Array>,
): Promise<PooledTrack> {
  const features = new LogMelStream(cnn14Spec.features);
  const pooler = model.createPooler();
  for await (const piece of samples) await pooler.push(features.push(piece));
  await pooler.push(features.finish());
  return pooler.finish();
}

function floats(base64: string): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.from(base64, 'base64')).buffer);
}

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, n) => sum + value * y[n]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/**
 * Error relative to the larger of the value and the root mean square of all, because values that ReLU leaves just above
 * zero have no relative precision. There the float32 and float64 runs of the reference differ by 0.8%, and by 1.7e-4 in
 * this measure.
 */
function maxRelativeError(got: Float32Array, want: Float32Array): number {
  const floor = Math.sqrt(want.reduce((sum, value) => sum + value * value, 0) / want.length);
  return Math.max(...got.map((value, n) => Math.abs(value - want[n]!) / Math.max(Math.abs(want[n]!), floor)));
}
