import { createReadStream } from 'node:fs';
import { mkdir, mkdtempDisposable, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCnn14 } from '@soundalike/audio-core/cnn14';
import { WEIGHT_FILE } from '../cnn14/weight-file.ts';
import { NARROW_CHANNELS, randomCnn14 } from '../testing/random-cnn14.ts';
import type { CheckpointTensor } from '../testing/random-cnn14.ts';
import { writeLegacyCheckpoint, writeZipCheckpoint } from '../testing/write-checkpoint.ts';
import { fetchCnn14 } from './fetch-cnn14.ts';
import { convertAndInstallCnn14 } from './install-cnn14.ts';
import { installedCnn14 } from './installed-cnn14.ts';

const tensors = await randomCnn14(3, NARROW_CHANNELS);
const OPTIONS = { origin: 'a test', channels: NARROW_CHANNELS };

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
let modelDir: string;
let checkpoint: string;

beforeEach(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'install-'));
  modelDir = join(folder.path, 'models');
  checkpoint = join(folder.path, 'checkpoint.pth');
  await writeLegacyCheckpoint(checkpoint, tensors);
});
afterEach(() => folder.remove());

test('the installed model loads, and both serialisations of the weights have one digest', async () => {
  const legacy = await convertAndInstallCnn14(modelDir, checkpoint, OPTIONS);
  expect(await installedCnn14(modelDir)).toEqual(legacy);
  await (await loadCnn14(join(modelDir, 'cnn14'), { intraOpThreads: 1 })).release();
  await writeZipCheckpoint(checkpoint, tensors);
  const zip = await convertAndInstallCnn14(modelDir, checkpoint, OPTIONS);
  expect(zip.weightsDigest).toBe(legacy.weightsDigest);
  expect(await readdir(modelDir)).toEqual(['cnn14']);
});

/** The Fourier basis as torchlibrosa creates it: the transpose of a row-major matrix. */
function transposedBasis(): Map<string, CheckpointTensor> {
  return new Map(
    [...tensors].map(([name, tensor]) => {
      if (!name.startsWith('spectrogram_extractor')) return [name, tensor];
      const [bins, , length] = tensor.shape as [number, number, number];
      const data = new Float32Array(bins * length);
      for (let n = 0; n < data.length; n++) data[(n % length) * bins + Math.floor(n / length)] = Number(tensor.data[n]);
      return [name, { shape: tensor.shape, strides: [1, bins * length, bins], data }];
    }),
  );
}

test.each([
  ['legacy', writeLegacyCheckpoint],
  ['zip', writeZipCheckpoint],
] as const)('%s: strides are no part of the weights', async (_, write) => {
  const { weightsDigest } = await convertAndInstallCnn14(modelDir, checkpoint, OPTIONS);
  await write(checkpoint, transposedBasis());
  expect((await convertAndInstallCnn14(modelDir, checkpoint, OPTIONS)).weightsDigest).toBe(weightsDigest);
});

test.each<[string, (values: Float32Array) => CheckpointTensor['data']]>([
  ['float16', (values) => Float16Array.from(values)],
  ['bfloat16', (values) => Uint16Array.from(new Uint32Array(values.slice().buffer), (bits) => (bits + 0x8000) >>> 16)],
])('weights that were rounded to %s are converted', async (_, round) => {
  const rounded = [...tensors].map(([name, { shape, data }]): [string, CheckpointTensor] => [
    name,
    { shape, data: data instanceof Float32Array ? round(data) : data },
  ]);
  await writeZipCheckpoint(checkpoint, new Map(rounded));
  await convertAndInstallCnn14(modelDir, checkpoint, OPTIONS);
  await (await loadCnn14(join(modelDir, 'cnn14'), { intraOpThreads: 1 })).release();
});

test('other weights have another digest', async () => {
  const { weightsDigest } = await convertAndInstallCnn14(modelDir, checkpoint, OPTIONS);
  await writeZipCheckpoint(checkpoint, await randomCnn14(4, NARROW_CHANNELS));
  expect((await convertAndInstallCnn14(modelDir, checkpoint, OPTIONS)).weightsDigest).not.toBe(weightsDigest);
});

test('a checkpoint that is refused leaves the installed model as it was', async () => {
  const manifest = await convertAndInstallCnn14(modelDir, checkpoint, OPTIONS);
  await truncate(checkpoint, 1_000_000);
  await expect(convertAndInstallCnn14(modelDir, checkpoint, OPTIONS)).rejects.toMatchObject({
    code: 'CHECKPOINT_INVALID',
  });
  expect(await installedCnn14(modelDir)).toEqual(manifest);
  expect(await readdir(modelDir)).toEqual(['cnn14']);
});

test('the remains of a killed installation do not count as a model, and the next one removes them', async () => {
  await mkdir(join(modelDir, '.cnn14-killed'), { recursive: true });
  await writeFile(join(modelDir, '.cnn14-killed', WEIGHT_FILE), 'half');
  expect(await installedCnn14(modelDir)).toBeNull();
  await convertAndInstallCnn14(modelDir, checkpoint, OPTIONS);
  expect(await readdir(modelDir)).toEqual(['cnn14']);
});

test('a model with a short weight file does not count as installed', async () => {
  await convertAndInstallCnn14(modelDir, checkpoint, OPTIONS);
  await truncate(join(modelDir, 'cnn14', WEIGHT_FILE), 1000);
  expect(await installedCnn14(modelDir)).toBeNull();
});

test('two installations at once do not break each other', async () => {
  const manifests = await Promise.all([1, 2, 3].map(() => convertAndInstallCnn14(modelDir, checkpoint, OPTIONS)));
  expect(new Set(manifests.map(({ weightsDigest }) => weightsDigest)).size).toBe(1);
  expect(await readdir(modelDir)).toEqual(['cnn14']);
});

test('a folder that cannot be created is reported', async () => {
  const impossible = join(checkpoint, 'models');
  await expect(convertAndInstallCnn14(impossible, checkpoint, OPTIONS)).rejects.toMatchObject({
    code: 'MODEL_WRITE_FAILED',
  });
});

test('a checkpoint of another width is downloaded, refused with the name of the tensor and not kept', async () => {
  const server = createServer((_, response) => void createReadStream(checkpoint).pipe(response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/narrow.pth`;
  await expect(fetchCnn14(modelDir, { addresses: [url] })).rejects.toMatchObject({
    code: 'CHECKPOINT_INVALID',
    message: expect.stringContaining(
      'conv_block1.conv1.weight: expected float32 [64, 1, 3, 3], got float32 [8, 1, 3, 3]',
    ),
  });
  expect(await readdir(modelDir)).toEqual([]);
  server.close();
});

test('a full-size checkpoint is downloaded, converted and installed, and found by the next run', async () => {
  await writeLegacyCheckpoint(checkpoint, await randomCnn14(5));
  const { size } = await stat(checkpoint);
  let requests = 0;
  const server = createServer((_, response) => {
    requests++;
    response.setHeader('content-length', size);
    createReadStream(checkpoint).pipe(response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/full.pth`;
  const manifest = await fetchCnn14(modelDir, { addresses: [url] });
  expect(await fetchCnn14(modelDir, { addresses: [url] })).toEqual(manifest);
  expect(requests).toBe(1);
  expect(await readdir(modelDir)).toEqual(['cnn14']);
  expect(JSON.parse(await readFile(join(modelDir, 'cnn14', 'manifest.json'), 'utf8'))).toMatchObject({
    model: 'cnn14',
    origin: url,
  });
  server.close();
});
