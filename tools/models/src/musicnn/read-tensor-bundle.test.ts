import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTensorBundle } from './read-tensor-bundle.ts';
import { writeTensorBundle } from './testing/write-tensor-bundle.ts';
import type { Falsified } from './testing/write-tensor-bundle.ts';

const tensors = new Map([
  ['conv2d/bias', { dims: [3], data: Float32Array.of(1, -2, 3.5) }],
  ['conv2d/kernel', { dims: [2, 1, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
]);

describe('readTensorBundle', () => {
  let folder: string;
  let prefix: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bundle-'));
    prefix = join(folder, 'model');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads the tensors, without the state of the optimiser', async () => {
    const optimiser = new Map([
      ['beta1_power', { dims: [], data: Float32Array.of(0.9) }],
      ['conv2d/bias/Adam', { dims: [3], data: new Float32Array(3) }],
      ['conv2d/bias/Adam_1', { dims: [3], data: new Float32Array(3) }],
    ]);
    await writeTensorBundle(prefix, new Map([...tensors, ...optimiser]));
    expect(await readTensorBundle(prefix)).toEqual(tensors);
  });

  it.each<[string, Falsified, RegExp]>([
    ['another element type', { dtype: 2 }, /expected a complete float32 tensor, got dtype 2/u],
    ['a size that does not match the shape', { size: 8 }, /expected 12 bytes for \[3\], got 8/u],
    ['several shards', { shards: 2 }, /expected one little-endian shard, got 2/u],
  ])('refuses %s', async (_, falsified, message) => {
    await writeTensorBundle(prefix, tensors, falsified);
    await expect(readTensorBundle(prefix)).rejects.toMatchObject({
      code: 'CHECKPOINT_INVALID',
      message: expect.stringMatching(message),
    });
  });

  it('refuses data that does not match its checksum, or ends early', async () => {
    await writeTensorBundle(prefix, tensors);
    const path = `${prefix}.data-00000-of-00001`;
    const data = await readFile(path);
    data[0]! ^= 1;
    await writeFile(path, data);
    await expect(readTensorBundle(prefix)).rejects.toMatchObject({
      code: 'CHECKPOINT_INVALID',
      message: expect.stringContaining('conv2d/bias: the tensor does not match'),
    });
    await writeFile(path, data.subarray(0, 20));
    await expect(readTensorBundle(prefix)).rejects.toMatchObject({ code: 'CHECKPOINT_INVALID' });
  });

  it('names a missing file', async () => {
    await expect(readTensorBundle(join(folder, 'none'))).rejects.toMatchObject({
      code: 'CHECKPOINT_INVALID',
      message: expect.stringContaining('none.index'),
    });
  });
});
