import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MANIFEST_FILE, TrackEmbedder } from '@soundalike/audio-core';
import type { PooledTrack } from '@soundalike/audio-core';
import {
  chunkRowsOf,
  DEVICE_FILE,
  EARLY,
  MEL_BANDS,
  Cnn14Pooler,
  cnn14Spec,
  loadCnn14,
  openNetwork,
  stageFile,
  STAGES,
  WHOLE,
} from '@soundalike/audio-core/cnn14';
import type { ChunkRows, Cnn14Network } from '@soundalike/audio-core/cnn14';
import { InferenceSession, Tensor } from '@soundalike/audio-core/onnx-runtime';
import { testSignal } from '@soundalike/audio-core/testing';
import { encodeOnnxModel } from '../onnx/onnx-model.ts';
import { NARROW_CHANNELS } from '../testing/random-cnn14.ts';
import { writeRandomCnn14 } from '../testing/random-model.ts';
import { provideDeviceGraph } from '../device/device-graph.ts';
import { plainNetwork, stageGraph } from './cnn14-graphs.ts';
import { WEIGHT_FILE } from './weight-file.ts';

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
let network: Cnn14Network;

beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'cnn14-'));
  const manifest = await writeRandomCnn14(folder.path, 2, NARROW_CHANNELS);
  network = await openNetwork(folder.path, { intraOpThreads: 1 }, manifest);
});
afterAll(() => folder.remove());

/** Chunk sizes above and below the longest track of this file. */
const WHOLE_TRACK: ChunkRows = { 'blocks1-3': 3008, 'blocks4-5': 376, block6: 94 };
const SHORT: ChunkRows = { 'blocks1-3': 512, 'blocks4-5': 60, block6: 15 };

/** Log-mel values in decibels, each frame different from the next. */
const frames = Float32Array.from(
  { length: 3000 * MEL_BANDS },
  (_, n) => -40 + 35 * Math.sin(n * 12.9898 + Math.floor(n / 700)),
);

async function pool(count: number, cuts: readonly number[], chunkRows: ChunkRows): Promise<PooledTrack> {
  const pooler = new Cnn14Pooler(network, chunkRows);
  const borders = [0, ...cuts.filter((cut) => cut < count).sort((a, b) => a - b), count];
  for (const [index, end] of borders.entries())
    await pooler.push(frames.subarray((borders[index - 1] ?? 0) * MEL_BANDS, end * MEL_BANDS));
  return pooler.finish();
}

function expectSame(a: PooledTrack, b: PooledTrack, tolerance: number): void {
  const scale = Math.max(...b.embedding);
  a.embedding.forEach((value, n) => expect(Math.abs(value - b.embedding[n]!)).toBeLessThanOrEqual(tolerance * scale));
  a.tagProbabilities.forEach((value, n) =>
    expect(Math.abs(value - b.tagProbabilities[n]!)).toBeLessThanOrEqual(tolerance),
  );
}

test('chunks of any size give the same result as the entire track', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 32, max: 3000 }),
      fc.integer({ min: 5, max: 160 }),
      fc.integer({ min: 5, max: 60 }),
      fc.integer({ min: 5, max: 60 }),
      async (count, first, second, block6) => {
        expectSame(
          await pool(count, [], { 'blocks1-3': 8 * first, 'blocks4-5': 4 * second, block6 }),
          await pool(count, [], WHOLE_TRACK),
          1e-5,
        );
      },
    ),
    // The chunks are fixed: rounding depends on the shapes and on the processor, and the bound is empirical.
    {
      seed: 1,
      numRuns: 40,
      examples: [
        [320, 40, 9, 9],
        [321, 40, 9, 9],
        [319, 40, 9, 9],
        [352, 40, 9, 9],
        [32, 40, 9, 9],
        [63, 40, 9, 9],
        [400, 5, 5, 5],
        [3000, 5, 5, 5],
      ],
    },
  );
});

test('the stages give the same result as the layers one after the other, for any number of frames', async () => {
  const { graph, last } = plainNetwork(NARROW_CHANNELS);
  graph.node('ReduceMean', [last], { axes: [3], keepdims: 0 }, 'columns');
  const plain = await InferenceSession.create(
    encodeOnnxModel({
      name: 'plain',
      inputs: [{ name: 'rows', dims: ['frames', MEL_BANDS] }],
      outputs: [{ name: 'columns', dims: [1, NARROW_CHANNELS[5], 'columns'] }],
      nodes: graph.nodes,
      initializers: graph.initializers,
    }),
    { externalData: [{ path: WEIGHT_FILE, data: await readFile(join(folder.path, WEIGHT_FILE)) }] },
  );
  for (const count of [32, 33, 47, 64, 95, 96, 100, 127, 128, 640, 641]) {
    const rows = frames.subarray(0, count * MEL_BANDS);
    let got: Float32Array = rows;
    for (const { run } of network.stages) got = await run(got);
    const { data, dims } = (await plain.run({ rows: new Tensor('float32', rows, [count, MEL_BANDS]) }))['columns']!;
    const [, channels, columns] = dims as [number, number, number];
    expect(got).toHaveLength(channels * columns);
    const want = Float32Array.from(
      got,
      (_, n) => (data as Float32Array)[(n % channels) * columns + Math.floor(n / channels)]!,
    );
    const most = Math.max(...want);
    got.forEach((value, n) => expect(Math.abs(value - want[n]!)).toBeLessThanOrEqual(2e-5 * most));
  }
  await plain.release();
});

test('the graph for devices gives the same result as the stages, in chunks of any size', async () => {
  await provideDeviceGraph(folder.path, NARROW_CHANNELS);
  const session = await InferenceSession.create(join(folder.path, DEVICE_FILE));
  const run = async (rows: Float32Array): Promise<Float32Array> =>
    (await session.run({ rows: new Tensor('float32', rows, [rows.length / MEL_BANDS, MEL_BANDS]) }))['outputs']!
      .data as Float32Array;
  const onDevice: Cnn14Network = { ...network, stages: [{ stage: WHOLE, rowLength: MEL_BANDS, run }] };
  for (const [count, whole] of [
    [32, 288],
    [100, 288],
    [288, 288],
    [289, 288],
    [321, 320],
    [1000, 288],
    [3000, 608],
    [3000, 4352],
  ] as const) {
    const pooler = new Cnn14Pooler(onDevice, { whole });
    await pooler.push(frames.subarray(0, count * MEL_BANDS));
    expectSame(await pooler.finish(), await pool(count, [], WHOLE_TRACK), 1e-5);
  }
  await session.release();
});

test('a model with the stages of earlier versions gives the same result', async () => {
  await using earlier = await mkdtempDisposable(join(tmpdir(), 'cnn14-earlier-'));
  const manifest = await writeRandomCnn14(earlier.path, 2, NARROW_CHANNELS);
  const graphs = STAGES.map((stage) => ({
    name: stageFile(stage, 'f32'),
    bytes: encodeOnnxModel(stageGraph(stage, NARROW_CHANNELS)),
  }));
  for (const { name, bytes } of graphs) await writeFile(join(earlier.path, name), bytes);
  const computedFiles = [
    ...manifest.computedFiles!.filter(({ name }) => !name.startsWith('cnn14-block')),
    ...graphs.map(({ name, bytes }) => ({ name, bytes: bytes.length, digest: '0'.repeat(64) })),
  ];
  await writeFile(join(earlier.path, MANIFEST_FILE), JSON.stringify({ ...manifest, computedFiles }));
  const model = await loadCnn14(earlier.path, { intraOpThreads: 1 });
  const before = await openNetwork(earlier.path, { intraOpThreads: 1 }, { ...manifest, computedFiles });
  for (const count of [32, 700, 3000]) {
    const poolers = [model.createPooler(), new Cnn14Pooler(before, { early: 832, middle: 260, late: 132 })];
    for (const pooler of poolers) await pooler.push(frames.subarray(0, count * MEL_BANDS));
    const [now, then] = await Promise.all(poolers.map((pooler) => pooler.finish()));
    expect(now).toEqual(then);
    expectSame(now!, await pool(count, [], WHOLE_TRACK), 1e-5);
  }
  await before.release();
  await model.release();
});

test('int8 models of earlier versions keep the chunks that their levels are for', () => {
  const run = (): Promise<Float32Array> => Promise.resolve(new Float32Array(0));
  const networkOf = (takesSignals: boolean): Cnn14Network => ({
    ...network,
    stages: STAGES.map((stage) => ({ stage, rowLength: 1, run, takesSignals: takesSignals && stage !== EARLY })),
  });
  expect(chunkRowsOf(networkOf(false), 'int8')).toEqual({ early: 1088, middle: 260, late: 132 });
  expect(chunkRowsOf(networkOf(true), 'int8')).toEqual({ early: 1088, middle: 132, late: 132 });
});

test('chunks for other stages are refused', () => {
  expect(() => new Cnn14Pooler(network, { early: 1088, middle: 260, late: 264 })).toThrow(RangeError);
});

test('poolers of stages that take one signal are finished one after the other', async () => {
  const counts = [400, 1000, 400, 32];
  const poolers = counts.map(() => new Cnn14Pooler(network, SHORT));
  for (const [n, count] of counts.entries()) await poolers[n]!.push(frames.subarray(0, count * MEL_BANDS));
  const results = await Cnn14Pooler.finishAll(poolers);
  for (const [n, count] of counts.entries()) expect(results[n]).toEqual(await pool(count, [], SHORT));
});

test('the sizes of the incoming pieces make no difference', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 32, max: 2000 }),
      fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 12 }),
      async (count, cuts) => {
        expectSame(await pool(count, cuts, SHORT), await pool(count, [], SHORT), 0);
      },
    ),
    { numRuns: 40 },
  );
});

test('fewer than 32 frames are refused, as the reference fails on them', async () => {
  await expect(pool(31, [], SHORT)).rejects.toMatchObject({ code: 'TOO_SHORT' });
});

test('memory does not grow with the track: two hours take as much as ten minutes', async () => {
  const model = await loadCnn14(folder.path, { intraOpThreads: 1 });
  const { sampleRate } = cnn14Spec.features;
  const minute = testSignal(60 * sampleRate, sampleRate);
  const embedder = new TrackEmbedder({ ...cnn14Spec, dims: NARROW_CHANNELS[5] }, model);
  const memory = (): number => process.memoryUsage().rss / 2 ** 20;
  const readings: number[] = [];
  for (let n = 0; n < 120; n++) {
    for (let start = 0; start < minute.length; start += 2 * sampleRate)
      await embedder.push(minute.subarray(start, start + 2 * sampleRate));
    readings.push(memory());
  }
  // All frames of two hours would take 184 MB, the samples 922 MB. Garbage makes the measurement vary.
  expect(Math.min(...readings.slice(100)) - Math.min(...readings.slice(5, 10))).toBeLessThan(100);
  const { durationSeconds } = await embedder.finish();
  expect(durationSeconds).toBe(7200);
  await model.release();
});
