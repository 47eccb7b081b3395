import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NARROW_CHANNELS, randomCnn14 } from '../testing/random-cnn14.ts';
import { writeLegacyCheckpoint } from '../testing/write-checkpoint.ts';
import { convertAndInstallCnn14 } from './install-cnn14.ts';
import { provideModel } from './provide-model.ts';

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
const refusing = createServer((_, response) => response.writeHead(404).end());
let cnn14Urls: readonly string[];

beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'provide-'));
  await new Promise<void>((ready) => refusing.listen(0, '127.0.0.1', ready));
  cnn14Urls = [`http://127.0.0.1:${(refusing.address() as AddressInfo).port}/weights`];
});
afterAll(async () => {
  refusing.close();
  await folder.remove();
});

test('if Cnn14 cannot be fetched, musicnn is used, and the notice says why and how to switch', async () => {
  const { spec, notice, space } = await provideModel({
    modelDir: join(folder.path, 'none'),
    choice: null,
    download: true,
    cnn14Urls,
  });
  expect(spec.id).toBe('musicnn');
  expect(space.id).toMatch(/^musicnn-[0-9a-f]{8}-v\d+-f32$/u);
  expect(notice).toMatch(/musicnn.*404.*npm run model -- fetch cnn14/su);
});

test('musicnn as an explicit choice comes without a notice', async () => {
  const { spec, notice } = await provideModel({
    modelDir: join(folder.path, 'none'),
    choice: 'musicnn',
    download: false,
  });
  expect([spec.id, notice]).toEqual(['musicnn', null]);
});

test('no other model replaces Cnn14 as an explicit choice', async () => {
  await expect(
    provideModel({ modelDir: join(folder.path, 'none'), choice: 'cnn14', download: true, cnn14Urls }),
  ).rejects.toMatchObject({ code: 'MODEL_MISSING' });
});

test('an installed Cnn14 is used, in a space named by its weights', async () => {
  const checkpoint = join(folder.path, 'checkpoint.pth');
  await writeLegacyCheckpoint(checkpoint, await randomCnn14(1, NARROW_CHANNELS));
  const modelDir = join(folder.path, 'models');
  const { weightsDigest } = await convertAndInstallCnn14(modelDir, checkpoint, {
    origin: 'a test',
    channels: NARROW_CHANNELS,
  });
  const { spec, notice, space } = await provideModel({ modelDir, choice: null, download: false });
  expect([spec.id, notice, space.id]).toEqual(['cnn14', null, `cnn14-${weightsDigest.slice(0, 8)}-v2-f32`]);
});

test('damaged weights of the right size are refused', async () => {
  // The model that the previous test installed.
  const modelDir = join(folder.path, 'models');
  const weights = join(modelDir, 'cnn14', 'cnn14.weights');
  const bytes = await readFile(weights);
  bytes[5000]! ^= 1;
  await writeFile(weights, bytes);
  await expect(provideModel({ modelDir, choice: 'cnn14', download: false })).rejects.toMatchObject({
    code: 'MODEL_INVALID',
  });
});

test('int8 is missing until it is created, and the message says how', async () => {
  const message = /EMBEDDING_PRECISION=int8.*fetch cnn14 && npm run model -- quantize cnn14/u;
  await expect(
    provideModel({ modelDir: join(folder.path, 'none'), choice: null, precision: 'int8', download: true, cnn14Urls }),
  ).rejects.toMatchObject({
    code: 'MODEL_MISSING',
    message: expect.stringMatching(message),
  });
  await expect(
    provideModel({ modelDir: folder.path, choice: 'musicnn', precision: 'int8', download: false }),
  ).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

test('an abort does not fall back to another model', async () => {
  await expect(
    provideModel({
      modelDir: join(folder.path, 'none'),
      choice: null,
      download: true,
      cnn14Urls,
      signal: AbortSignal.abort(),
    }),
  ).rejects.toMatchObject({ code: 'ABORTED' });
});
