import { cp, mkdir, mkdtempDisposable, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  TrackEmbedder,
  LogMelStream,
  embeddingSpaceOf,
  MANIFEST_FILE,
  modelOf,
  readManifest,
} from '@soundalike/audio-core';
import {
  CHUNK_ROWS,
  Cnn14Pooler,
  cnn14Spec,
  loadCnn14,
  LATE,
  MEL_BANDS,
  openNetwork,
  stageFile,
} from '@soundalike/audio-core/cnn14';
import { testSignal } from '@soundalike/audio-core/testing';
import { cosine } from '@soundalike/catalog';
import { quantiseAndInstallCnn14 } from '../../install/install-cnn14.ts';
import { provideModel } from '../../install/provide-model.ts';
import { NARROW_CHANNELS } from '../../testing/random-cnn14.ts';
import { changeByte, writeRandomCnn14 } from '../../testing/random-model.ts';
import { verifyModel } from '../../verify/verify-model.ts';
import { WEIGHT_FILE } from '../weight-file.ts';
import { int8WeightSlots, isInt8Weight } from './int8-weights.ts';
import type { CalibrationClip } from './quantise-cnn14.ts';

const { sampleRate } = cnn14Spec.features;
let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
let float: string;
let int8: string;

beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'quantise-'));
  float = join(folder.path, 'cnn14');
  int8 = join(folder.path, 'cnn14-int8');
  await mkdir(float);
  await writeRandomCnn14(float, 3, NARROW_CHANNELS);
  await quantiseAndInstallCnn14(folder.path, { clips: clips(), channels: NARROW_CHANNELS });
});
afterAll(() => folder.remove());

async function* clips(): AsyncGenerator<CalibrationClip> {
  for (let seed = 100; seed < 108; seed++)
    yield { frames: logMel(testSignal(6 * sampleRate, sampleRate, seed)), audioDigest: `sha256:${seed}` };
}

function logMel(samples: Float32Array): Float32Array {
  return new LogMelStream(cnn14Spec.features).push(samples);
}

async function embed(model: string, samples: Float32Array): Promise<Float32Array> {
  const loaded = await loadCnn14(model, { intraOpThreads: 1 });
  const embedder = new TrackEmbedder(cnn14Spec, loaded);
  await embedder.push(samples);
  const { embedding } = await embedder.finish();
  await loaded.release();
  return embedding;
}

async function cosineToFloat(samples: Float32Array): Promise<number> {
  return cosine(await embed(float, samples), await embed(int8, samples));
}

// Rounding errors average out over the channels. The narrow model has few, so it is less accurate than the real one.
test('sounds outside the calibration have nearly the vectors of the float model', async () => {
  for (const seed of [0, 1])
    expect(await cosineToFloat(testSignal(10 * sampleRate, sampleRate, seed))).toBeGreaterThan(0.997);
});

test('silence at the start, which exceeds all music after bn0, costs little accuracy', async () => {
  const samples = testSignal(20 * sampleRate, sampleRate, 9).fill(0, 0, 3 * sampleRate);
  expect(await cosineToFloat(samples)).toBeGreaterThan(0.99);
});

test('products of matrices compute the same integers as the direct kernel', async () => {
  const frames = logMel(testSignal(12 * sampleRate, sampleRate, 2));
  const manifest = await readManifest(int8, 'cnn14');
  const [direct, products] = await Promise.all(
    [false, true].map(async (amx) => {
      const network = await openNetwork(int8, { intraOpThreads: 1 }, manifest, amx);
      const pooler = new Cnn14Pooler(network, CHUNK_ROWS.int8);
      await pooler.push(frames);
      const { embedding } = await pooler.finish();
      await network.release();
      return embedding;
    }),
  );
  expect(products).toEqual(direct);
});

describe('windows of a track', () => {
  let network: Awaited<ReturnType<typeof openNetwork>>;
  /** Signals of each call of the stages, by stage. */
  let calls: Record<string, number[]> = {};
  beforeAll(async () => {
    const opened = await openNetwork(int8, { intraOpThreads: 1 }, await readManifest(int8, 'cnn14'));
    const stages = opened.stages.map((each) => ({
      ...each,
      run: (rows: Float32Array, signals = 1) => {
        (calls[each.stage.name] ??= []).push(signals);
        return each.run(rows, signals);
      },
    }));
    network = { ...opened, stages };
  });
  beforeEach(() => {
    calls = {};
  });
  afterAll(() => network.release());

  const music = logMel(testSignal(16 * sampleRate, sampleRate, 5));
  const poolersOf = async (windows: readonly Float32Array[]): Promise<Cnn14Pooler[]> => {
    const poolers = windows.map(() => new Cnn14Pooler(network, CHUNK_ROWS.int8));
    for (const [n, pooler] of poolers.entries()) await pooler.push(windows[n]!);
    return poolers;
  };

  test('have the same values if they are finished together, for any lengths and levels', async () => {
    const window = fc
      .record({
        // A few lengths, so that some are equal, below and above a chunk of the early stage.
        count: fc.constantFrom(32, 47, 64, 333, 700, 1000, 1000, 1500),
        start: fc.nat(100),
        decibels: fc.constantFrom(0, 0, -20, -60),
        isSilent: fc.boolean(),
      })
      .map(({ count, start, decibels, isSilent }) =>
        isSilent
          ? new Float32Array(count * MEL_BANDS).fill(-100)
          : music.slice(start * MEL_BANDS, (start + count) * MEL_BANDS).map((each) => Math.max(-100, each + decibels)),
      );
    await fc.assert(
      fc.asyncProperty(fc.array(window, { minLength: 1, maxLength: 6 }), async (windows) => {
        const together = await Cnn14Pooler.finishAll(await poolersOf(windows));
        const each = [];
        for (const pooler of await poolersOf(windows)) each.push(await pooler.finish());
        expect(together).toEqual(each);
      }),
      { numRuns: 30 },
    );
  });

  test('of the same length share the calls of the middle and the late stage, up to 264 rows', async () => {
    const [long, short] = [10, 4].map((seconds) => logMel(testSignal(seconds * sampleRate, sampleRate, 7)));
    await Cnn14Pooler.finishAll(await poolersOf([short!, short!, ...Array<Float32Array>(9).fill(long!)]));
    expect(calls).toEqual({ early: Array(11).fill(1), middle: [2, 4, 4, 1], late: [2, 8, 1] });
  });

  test('run the early stage when they end, and the others together', async () => {
    const poolers = await poolersOf([music.subarray(0, 1000 * MEL_BANDS), music.subarray(0, 1000 * MEL_BANDS)]);
    for (const pooler of poolers) await pooler.end();
    expect(calls).toEqual({ early: [1, 1] });
    await Cnn14Pooler.finishAll(poolers);
    expect(calls).toEqual({ early: [1, 1], middle: [2], late: [2] });
  });

  test('that are embedded together have the same vector and tags', async () => {
    const { createPooler, finishAll, release } = await loadCnn14(int8, { intraOpThreads: 1 });
    const samples = testSignal(73 * sampleRate, sampleRate, 8).fill(0, 20 * sampleRate, 30 * sampleRate);
    const results = [];
    for (const model of [
      { createPooler, finishAll: finishAll!, release },
      { createPooler, release },
    ]) {
      const embedder = new TrackEmbedder(cnn14Spec, model, 10 * sampleRate);
      await embedder.push(samples);
      results.push(await embedder.finish());
    }
    expect(results[0]).toEqual(results[1]);
    await release();
  });
});

test('samples that are not finite give no vector', async () => {
  await expect(embed(int8, testSignal(10 * sampleRate, sampleRate).fill(Number.NaN, 1000, 1100))).rejects.toMatchObject(
    { code: 'EMBEDDING_INVALID' },
  );
});

test('the int8 model is valid and smaller, has its own space, and is found by its precision', async () => {
  const narrow = { ...modelOf('cnn14'), spec: { ...cnn14Spec, dims: NARROW_CHANNELS[5] } };
  const manifest = await verifyModel(narrow, int8);
  const floatManifest = await verifyModel(narrow, float);
  expect(manifest).toMatchObject({
    precision: 'int8',
    quantisedFrom: floatManifest.weightsDigest,
    calibratedOn: Array.from({ length: 8 }, (_, n) => `sha256:${100 + n}`),
  });
  const spaces = [manifest, floatManifest].map((each) => embeddingSpaceOf(cnn14Spec, each).id);
  expect(spaces).toEqual([
    expect.stringMatching(/^cnn14-[0-9a-f]{8}-v2-int8$/u),
    expect.stringMatching(/^cnn14-[0-9a-f]{8}-v2-f32$/u),
  ]);
  const provided = await provideModel({ modelDir: folder.path, choice: null, precision: 'int8', download: false });
  expect(provided).toMatchObject({ folder: int8, space: { id: spaces[0] } });
});

test('a changed scale is detected', async () => {
  const copy = join(folder.path, 'changed');
  await mkdir(copy);
  for (const name of await readdir(int8)) {
    const bytes = await readFile(join(int8, name));
    if (name === stageFile(LATE, 'int8')) bytes[bytes.length - 200]! ^= 1;
    await writeFile(join(copy, name), bytes);
  }
  await expect(verifyModel(modelOf('cnn14'), copy)).rejects.toMatchObject({
    code: 'MODEL_INVALID',
    message: expect.stringContaining('digest'),
  });
});

test('after a change of the float weights the int8 model counts as missing', async () => {
  await rm(float, { recursive: true });
  await mkdir(float);
  await writeRandomCnn14(float, 4, NARROW_CHANNELS);
  await expect(
    provideModel({ modelDir: folder.path, choice: null, precision: 'int8', download: false }),
  ).rejects.toMatchObject({
    code: 'MODEL_MISSING',
    message: expect.stringMatching(/other weights.*quantize cnn14/u),
  });
});

describe('no model is created', () => {
  const quantiseOn = (...each: Float32Array[]) =>
    quantiseAndInstallCnn14(folder.path, {
      clips: ReadableStream.from(each.map((frames) => ({ frames }))),
      channels: NARROW_CHANNELS,
    });

  test('from no clips, or from empty ones', async () => {
    await expect(quantiseOn()).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    await expect(quantiseOn(new Float32Array(0))).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  });

  test('from a clip with values that are not finite', async () => {
    const spoilt = testSignal(3 * sampleRate, sampleRate).fill(Number.NaN, 1000, 1001);
    await expect(quantiseOn(logMel(testSignal(3 * sampleRate, sampleRate)), logMel(spoilt))).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('numbers'),
    });
  });

  test('from damaged weights', async () => {
    await using copy = await mkdtempDisposable(join(tmpdir(), 'quantise-damaged-'));
    await cp(float, join(copy.path, 'cnn14'), { recursive: true });
    await changeByte(join(copy.path, 'cnn14', WEIGHT_FILE), 40_000);
    await expect(
      quantiseAndInstallCnn14(copy.path, { clips: clips(), channels: NARROW_CHANNELS }),
    ).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  });

  test('if it is stopped between filters, and the existing model stays', async () => {
    const before = await readFile(join(int8, MANIFEST_FILE), 'utf8');
    const controller = new AbortController();
    const steps: number[] = [];
    const onProgress = (done: number, total: number): void => {
      steps.push(done / total);
      // Like a signal of the system, which arrives when the event loop runs.
      if (steps.length === 30) setImmediate(() => controller.abort());
    };
    const quantising = quantiseAndInstallCnn14(folder.path, {
      clips: clips(),
      channels: NARROW_CHANNELS,
      onProgress,
      signal: controller.signal,
    });
    await expect(quantising).rejects.toMatchObject({ code: 'ABORTED' });
    expect(steps.length).toBeLessThan(35);
    expect(steps.at(-1)).toBeLessThan(0.5);
    expect(await readFile(join(int8, MANIFEST_FILE), 'utf8')).toBe(before);
    expect((await readdir(folder.path)).filter((name) => name.startsWith('.cnn14-'))).toEqual([]);
  });
});

test('the products of every pair of weights in the file and the largest activation fit in 16 bits', async () => {
  const bytes = await readFile(join(int8, WEIGHT_FILE));
  const slots = [...int8WeightSlots(NARROW_CHANNELS).values()].filter(({ name }) => isInt8Weight(name));
  expect(slots).toHaveLength(11);
  for (const { offset, byteLength, dims } of slots) {
    // A right factor [inputs, outputs] is as one filter with as many taps as there are outputs.
    const [outputs = 0, inputs = 0, ...taps] = dims.length === 2 ? [1, ...dims] : dims;
    const weights = new Int8Array(bytes.buffer, bytes.byteOffset + offset, byteLength);
    const perInput = taps.reduce((product, size) => product * size, 1);
    expect(weights.length).toBe(outputs * inputs * perInput);
    let most = 0;
    for (let pair = 0; pair < (outputs * inputs) / 2; pair++) {
      for (let tap = 0; tap < perInput; tap++)
        most = Math.max(
          most,
          Math.abs(weights[2 * pair * perInput + tap]! + weights[(2 * pair + 1) * perInput + tap]!),
        );
    }
    expect(255 * most).toBeLessThan(2 ** 15);
  }
});
