import { mkdir, mkdtempDisposable, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cosine } from '@soundalike/catalog';
import { TrackEmbedder } from '../../../embed/track-embedder.ts';
import { LogMelStream } from '../../../features/log-mel.ts';
import { NARROW_CHANNELS } from '../../../testing/random-cnn14.ts';
import { writeRandomCnn14 } from '../../../testing/random-model.ts';
import { testSignal } from '../../../testing/test-signal.ts';
import { quantiseAndInstallCnn14 } from '../../download/install-cnn14.ts';
import { embeddingSpaceOf } from '../../model-spec.ts';
import { provideModel } from '../../provide-model.ts';
import { modelOf } from '../../registry.ts';
import { verifyModel } from '../../verify-model.ts';
import { cnn14Spec } from '../cnn14-spec.ts';
import { loadCnn14 } from '../load-cnn14.ts';
import { LATE, stageFile } from '../stages.ts';

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

async function* clips(): AsyncGenerator<Float32Array> {
  for (let seed = 100; seed < 108; seed++) yield new LogMelStream(cnn14Spec.features).push(testSignal(6 * sampleRate, sampleRate, seed));
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

// Rounding errors average out over the channels; the narrow model has few, so it comes less close than the real one.
test('sounds that calibration has not seen have nearly the vectors of the float model', async () => {
  for (const seed of [0, 1]) expect(await cosineToFloat(testSignal(10 * sampleRate, sampleRate, seed))).toBeGreaterThan(0.997);
});

test('silence at the start, which outshouts all music after bn0, costs little', async () => {
  const samples = testSignal(20 * sampleRate, sampleRate, 9).fill(0, 0, 3 * sampleRate);
  expect(await cosineToFloat(samples)).toBeGreaterThan(0.99);
});

test('what is no number makes no vector', async () => {
  await expect(embed(int8, testSignal(10 * sampleRate, sampleRate).fill(Number.NaN, 1000, 1100))).rejects.toMatchObject({ code: 'EMBEDDING_INVALID' });
});

test('a model of its own: sound, smaller, with its own space, and found by its precision', async () => {
  const narrow = { ...modelOf('cnn14'), spec: { ...cnn14Spec, dims: NARROW_CHANNELS[5] } };
  const manifest = await verifyModel(narrow, int8);
  const floatManifest = await verifyModel(narrow, float);
  expect(manifest).toMatchObject({ precision: 'int8', quantisedFrom: floatManifest.weightsDigest });
  const spaces = [manifest, floatManifest].map((each) => embeddingSpaceOf(cnn14Spec, each).id);
  expect(spaces).toEqual([expect.stringMatching(/^cnn14-[0-9a-f]{8}-v1-int8$/u), expect.stringMatching(/^cnn14-[0-9a-f]{8}-v1-f32$/u)]);
  const provided = await provideModel({ modelDir: folder.path, choice: null, precision: 'int8', download: false });
  expect(provided).toMatchObject({ folder: int8, space: { id: spaces[0] } });
});

test('a changed scale is found', async () => {
  const copy = join(folder.path, 'changed');
  await mkdir(copy);
  for (const name of await readdir(int8)) {
    const bytes = await readFile(join(int8, name));
    if (name === stageFile(LATE, 'int8')) bytes[bytes.length - 200]! ^= 1;
    await writeFile(join(copy, name), bytes);
  }
  await expect(verifyModel(modelOf('cnn14'), copy)).rejects.toMatchObject({ code: 'MODEL_INVALID', message: expect.stringContaining('digest') });
});

test('weights that were changed since make the int8 model missing', async () => {
  await rm(float, { recursive: true });
  await mkdir(float);
  await writeRandomCnn14(float, 4, NARROW_CHANNELS);
  await expect(provideModel({ modelDir: folder.path, choice: null, precision: 'int8', download: false })).rejects.toMatchObject({
    code: 'MODEL_MISSING',
    message: expect.stringMatching(/other weights.*quantize cnn14/u),
  });
});

test('no clips, no model', async () => {
  const none = (async function* (): AsyncGenerator<Float32Array> {})();
  await expect(quantiseAndInstallCnn14(folder.path, { clips: none, channels: NARROW_CHANNELS })).rejects.toMatchObject({ code: 'MODEL_INVALID' });
});
