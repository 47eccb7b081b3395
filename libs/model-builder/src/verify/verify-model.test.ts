import { mkdtempDisposable, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { modelOf } from '@soundalike/audio-core';
import type { RegisteredModel } from '@soundalike/audio-core';
import { FLOAT_STAGES, HEAD_FILE, stageFile } from '@soundalike/audio-core/cnn14';
import { headGraph } from '../cnn14/cnn14-graphs.ts';
import { convertCnn14 } from '../cnn14/convert-cnn14.ts';
import { FILTER_FILE } from '../cnn14/filter-file.ts';
import { WEIGHT_FILE } from '../cnn14/weight-file.ts';
import { encodeOnnxModel } from '../onnx/onnx-model.ts';
import { NARROW_CHANNELS, randomCnn14 } from '../testing/random-cnn14.ts';
import type { CheckpointTensor } from '../testing/random-cnn14.ts';
import { changeByte, checkpointOf, writeRandomCnn14 } from '../testing/random-model.ts';
import { verifyModel } from './verify-model.ts';

const narrow: RegisteredModel = { ...modelOf('cnn14'), spec: { ...modelOf('cnn14').spec, dims: NARROW_CHANNELS[5] } };

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
beforeEach(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'verify-'));
});
afterEach(() => folder.remove());

/** Install a model from a changed checkpoint. */
async function convertChanged(change: (tensors: Map<string, CheckpointTensor>) => void): Promise<void> {
  const tensors = await randomCnn14(1, NARROW_CHANNELS);
  change(tensors);
  await convertCnn14(checkpointOf(tensors), folder.path, { origin: 'a test', channels: NARROW_CHANNELS });
}

test('a valid model passes', async () => {
  const manifest = await writeRandomCnn14(folder.path, 1, NARROW_CHANNELS);
  expect(await verifyModel(narrow, folder.path)).toEqual(manifest);
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  ['a changed weight', () => changeByte(join(folder.path, WEIGHT_FILE), 50_000), /weights with the digest/u],
  [
    'a short weight file',
    () => truncate(join(folder.path, WEIGHT_FILE), 1000),
    /cnn14\.weights: expected a file of \d+ bytes, got 1000 bytes/u,
  ],
  [
    'a changed filter',
    () => changeByte(join(folder.path, FILTER_FILE), 50_000),
    /cnn14-winograd\.weights: expected weights with the digest/u,
  ],
  [
    'a missing filter file',
    () => rm(join(folder.path, FILTER_FILE)),
    /cnn14-winograd\.weights: expected a file of \d+ bytes, got none/u,
  ],
  [
    'a missing weight file',
    () => rm(join(folder.path, WEIGHT_FILE)),
    /cnn14\.weights: expected a file of \d+ bytes, got none/u,
  ],
  [
    'a missing graph',
    () => rm(join(folder.path, stageFile(FLOAT_STAGES[0]!, 'f32'))),
    /cnn14-blocks1-3\.onnx: expected a file of \d+ bytes, got none/u,
  ],
  [
    'a changed number in a graph',
    () => changeByte(join(folder.path, stageFile(FLOAT_STAGES[1]!, 'f32')), 2_000),
    /cnn14-blocks4-5\.onnx: expected weights with the digest/u,
  ],
  [
    'a graph that is none',
    () => writeFile(join(folder.path, HEAD_FILE), 'no graph'),
    /cnn14-head\.onnx: expected a file of/u,
  ],
  [
    'a graph of another width',
    () => writeFile(join(folder.path, HEAD_FILE), encodeOnnxModel(headGraph([1, 1, 1, 1, 1, 8]))),
    /./u,
  ],
])('%s is detected', async (_, damage, message) => {
  await writeRandomCnn14(folder.path, 1, NARROW_CHANNELS);
  await damage();
  await expect(verifyModel(narrow, folder.path)).rejects.toMatchObject({ message: expect.stringMatching(message) });
});

test('a model that gives one vector for different sounds is detected', async () => {
  await convertChanged((tensors) => tensors.set('fc1.weight', { shape: [16, 16], data: new Float32Array(256) }));
  await expect(verifyModel(narrow, folder.path)).rejects.toMatchObject({
    code: 'MODEL_INVALID',
    message: expect.stringContaining('two vectors for two sounds'),
  });
});

test('a model with outputs that overflow is detected', async () => {
  await convertChanged((tensors) =>
    tensors.set('fc1.weight', { shape: [16, 16], data: new Float32Array(256).fill(3e38) }),
  );
  await expect(verifyModel(narrow, folder.path)).rejects.toMatchObject({ code: 'EMBEDDING_INVALID' });
});
