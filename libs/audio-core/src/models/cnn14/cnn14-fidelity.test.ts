import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LogMelStream } from '../../features/log-mel.ts';
import type { LoadedModel, PooledTrack } from '../../embed/track-pooler.ts';
import { NARROW_CHANNELS } from '../../testing/random-cnn14.ts';
import { writeRandomCnn14 } from '../../testing/random-model.ts';
import { testSignal } from '../../testing/test-signal.ts';
import { CNN14_CHANNELS } from './architecture.ts';
import { cnn14Spec } from './cnn14-spec.ts';
import { loadCnn14 } from './load-cnn14.ts';

/** See tools/models/golden/cnn14-golden.py: panns_inference 0.1.1 on torch 2.15, with the weights of seed 1. */
interface GoldenCase {
  readonly samples: number;
  /** Float32, little-endian, base64. */
  readonly embedding: string;
  readonly tags: readonly { readonly index: number; readonly probability: number }[];
}

const SEED = 1;
const { sampleRate } = cnn14Spec.features;
const golden = JSON.parse(await readFile(new URL('./golden/cnn14-golden.json', import.meta.url), 'utf8')) as Record<'narrow' | 'full', GoldenCase[]>;

describe.each([
  ['narrow', NARROW_CHANNELS],
  ['full', CNN14_CHANNELS],
] as const)('%s Cnn14 gives what panns_inference gives', (width, channels) => {
  test('for lengths of 0.31 s to 10 min', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'cnn14-'));
    await writeRandomCnn14(folder.path, SEED, channels);
    const model = await loadCnn14(folder.path, { intraOpThreads: 2 });
    for (const { samples, embedding, tags } of golden[width]) {
      const pooled = await embed(model, samples);
      const want = new Float32Array(new Uint8Array(Buffer.from(embedding, 'base64')).buffer);
      expect(cosine(pooled.embedding, want), `${samples} samples`).toBeGreaterThanOrEqual(0.99999);
      expect(maxRelativeError(pooled.embedding, want), `${samples} samples`).toBeLessThanOrEqual(1e-3);
      for (const { index, probability } of tags) expect(pooled.tagProbabilities[index]).toBeCloseTo(probability, 4);
    }
    await model.release();
  });
});

async function embed(model: LoadedModel, samples: number): Promise<PooledTrack> {
  const features = new LogMelStream(cnn14Spec.features);
  const pooler = model.createPooler();
  await pooler.push(features.push(testSignal(samples, sampleRate)));
  await pooler.push(features.finish());
  return pooler.finish();
}

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, n) => sum + value * y[n]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/**
 * Relative to the value itself or to the root mean square of all, whichever is larger: values that ReLU leaves just above zero have no
 * relative precision. Between its float32 and float64 runs the reference itself differs by 0.8% there, and by 1.7e-4 in this measure.
 */
function maxRelativeError(got: Float32Array, want: Float32Array): number {
  const floor = Math.sqrt(want.reduce((sum, value) => sum + value * value, 0) / want.length);
  return Math.max(...got.map((value, n) => Math.abs(value - want[n]!) / Math.max(Math.abs(want[n]!), floor)));
}
