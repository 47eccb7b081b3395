import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TrackEmbedder } from '../../embed/track-embedder.ts';
import type { PooledTrack } from '../../embed/track-pooler.ts';
import { NARROW_CHANNELS } from '../../testing/random-cnn14.ts';
import { writeRandomCnn14 } from '../../testing/random-model.ts';
import { testSignal } from '../../testing/test-signal.ts';
import { MEL_BANDS } from './architecture.ts';
import { Cnn14Pooler } from './cnn14-pooler.ts';
import type { Cnn14Network } from './cnn14-pooler.ts';
import { cnn14Spec } from './cnn14-spec.ts';
import { loadCnn14, openNetwork } from './load-cnn14.ts';

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
let network: Cnn14Network;

beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'cnn14-'));
  await writeRandomCnn14(folder.path, 2, NARROW_CHANNELS);
  network = await openNetwork(folder.path, { intraOpThreads: 1 });
});
afterAll(() => folder.remove());

/** Log-mel values in decibels, each frame unlike the next. */
const frames = Float32Array.from({ length: 3000 * MEL_BANDS }, (_, n) => -40 + 35 * Math.sin(n * 12.9898 + Math.floor(n / 700)));

async function pool(count: number, cuts: readonly number[], chunkFrames: number): Promise<PooledTrack> {
  const pooler = new Cnn14Pooler(network, chunkFrames);
  const borders = [0, ...cuts.filter((cut) => cut < count).sort((a, b) => a - b), count];
  for (const [index, end] of borders.entries()) await pooler.push(frames.subarray((borders[index - 1] ?? 0) * MEL_BANDS, end * MEL_BANDS));
  return pooler.finish();
}

function expectSame(a: PooledTrack, b: PooledTrack, tolerance: number): void {
  const scale = Math.max(...b.embedding);
  a.embedding.forEach((value, n) => expect(Math.abs(value - b.embedding[n]!)).toBeLessThanOrEqual(tolerance * scale));
  a.tagProbabilities.forEach((value, n) => expect(Math.abs(value - b.tagProbabilities[n]!)).toBeLessThanOrEqual(tolerance));
}

test('chunks of any size give what the whole track at once gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 32, max: 3000 }), fc.integer({ min: 9, max: 40 }), async (count, columns) => {
      expectSame(await pool(count, [], columns * 32), await pool(count, [], 3008), 1e-5);
    }),
    { numRuns: 40, examples: [[320, 10], [321, 10], [319, 10], [352, 10], [32, 10], [63, 10]] },
  );
});

test('the sizes of the pieces that come in make no difference at all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 32, max: 2000 }), fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 12 }), async (count, cuts) => {
      expectSame(await pool(count, cuts, 512), await pool(count, [], 512), 0);
    }),
    { numRuns: 40 },
  );
});

test('fewer than 32 frames are refused, as the reference fails on them', async () => {
  await expect(pool(31, [], 512)).rejects.toMatchObject({ code: 'TOO_SHORT' });
});

test('memory does not grow with the track: two hours take what ten minutes take', async () => {
  const model = await loadCnn14(folder.path, { intraOpThreads: 1 });
  const { sampleRate } = cnn14Spec.features;
  const minute = testSignal(60 * sampleRate, sampleRate);
  const embedder = new TrackEmbedder({ ...cnn14Spec, dims: NARROW_CHANNELS[5] }, model);
  const memory = (): number => process.memoryUsage().rss / 2 ** 20;
  let after10 = 0;
  for (let n = 0; n < 120; n++) {
    for (let start = 0; start < minute.length; start += 2 * sampleRate) await embedder.push(minute.subarray(start, start + 2 * sampleRate));
    if (n === 9) after10 = memory();
  }
  // All two hours of frames would be 184 MB, the samples 922 MB.
  expect(memory() - after10).toBeLessThan(100);
  const { durationSeconds } = await embedder.finish();
  expect(durationSeconds).toBe(7200);
  await model.release();
}, 240_000);
