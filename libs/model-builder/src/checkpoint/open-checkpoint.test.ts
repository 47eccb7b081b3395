import { mkdtempDisposable, open, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isSoundalikeError } from '@soundalike/errors';
import { PickleWriter } from '../testing/pickle-writer.ts';
import type { CheckpointTensor } from '../testing/random-cnn14.ts';
import { writeLegacyCheckpoint, writeZipCheckpoint } from '../testing/write-checkpoint.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import { expectTensors, readFloatTensor } from './read-tensor.ts';

const tensors = new Map<string, CheckpointTensor>([
  ['first.weight', { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 0, 1e-30, 6) }],
  ['count', { shape: [], data: BigInt64Array.of(7n) }],
  ['last.bias', { shape: [4], data: Float32Array.of(9, 8, 7, 6) }],
]);
const EXPECTED = new Map(
  [...tensors].map(([name, { shape, data }]) => [
    name,
    { shape, dtype: data instanceof Float32Array ? ('float32' as const) : ('int64' as const) },
  ]),
);

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
let path: string;
beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'checkpoint-'));
  path = join(folder.path, 'checkpoint.pth');
});
afterAll(() => folder.remove());

async function readAll(): Promise<Record<string, number[]>> {
  const checkpoint = await openCheckpoint(path);
  try {
    expectTensors(checkpoint, EXPECTED);
    const values: Record<string, number[]> = {};
    for (const name of ['first.weight', 'last.bias']) values[name] = [...(await readFloatTensor(checkpoint, name))];
    return values;
  } finally {
    await checkpoint.close();
  }
}

const FORMATS = [
  ['legacy', writeLegacyCheckpoint],
  ['zip', writeZipCheckpoint],
] as const;

describe.each(FORMATS)('the %s serialisation', (_, write) => {
  test('returns the written tensors', async () => {
    await write(path, tensors);
    expect(await readAll()).toEqual({
      'first.weight': [1, -2, 3.5, 0, Math.fround(1e-30), 6],
      'last.bias': [9, 8, 7, 6],
    });
  });

  test('with a value that is not finite is refused with the name of the tensor', async () => {
    await write(path, new Map([...tensors, ['last.bias', { shape: [4], data: Float32Array.of(9, 8, Number.NaN, 6) }]]));
    await expect(readAll()).rejects.toMatchObject({
      code: 'CHECKPOINT_INVALID',
      message: expect.stringMatching(/last\.bias: expected finite values, got NaN at element 2/u),
    });
  });

  test('truncated anywhere is refused', async () => {
    await write(path, tensors);
    const whole = await readFile(path);
    for (let length = 0; length < whole.length; length++) {
      await writeFile(path, whole.subarray(0, length));
      await expect(readAll(), `${length} of ${whole.length} bytes`).rejects.toMatchObject({
        code: 'CHECKPOINT_INVALID',
      });
    }
  });

  test('with flipped bits either reads or is refused, and takes no more memory than a checkpoint', async () => {
    await write(path, tensors);
    const whole = await readFile(path);
    const before = process.memoryUsage().arrayBuffers;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(whole.length * 8 - 1), { minLength: 1, maxLength: 3 }), async (bits) => {
        const damaged = Buffer.from(whole);
        for (const bit of bits) damaged[bit >> 3]! ^= 1 << (bit & 7);
        await writeFile(path, damaged);
        try {
          await readAll();
        } catch (error) {
          if (!isSoundalikeError(error, 'CHECKPOINT_INVALID')) throw error;
        }
      }),
      { numRuns: 1500 },
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
  });
});

/** Write a legacy file with the pickle of `write` as its state dict. */
async function writeHostile(write: (pickle: PickleWriter) => void): Promise<void> {
  await writeLegacyCheckpoint(path, new Map());
  const empty = await readFile(path);
  const pickle = new PickleWriter();
  write(pickle);
  // The prologue ends where the state dict's own pickle, the one with "iteration", begins.
  const start = empty.indexOf(Buffer.from([0x80, 2, 0x7d, 0x28, 0x58, 9]));
  await writeFile(
    path,
    Buffer.concat([empty.subarray(0, start), pickle.finish(), new PickleWriter().list(() => undefined).finish()]),
  );
}

test.each([
  ['posix', 'system'],
  ['builtins', 'eval'],
  ['torch', 'load'],
  ['collections', 'constructor'],
])('the global %s.%s is refused by name', async (module, name) => {
  await writeHostile((pickle) =>
    pickle
      .global(module, name)
      .tuple(() => pickle.text('echo'))
      .reduce(),
  );
  await expect(openCheckpoint(path)).rejects.toMatchObject({
    code: 'CHECKPOINT_INVALID',
    message: expect.stringContaining(`${module}.${name}`),
  });
});

test('a storage larger than the file is refused before memory is allocated', async () => {
  await writeHostile((pickle) =>
    pickle.dictionary(() =>
      pickle.text('model').dictionary(() => {
        pickle.text('huge').global('torch._utils', '_rebuild_tensor_v2');
        pickle.tuple(() => {
          pickle.tuple(() =>
            pickle
              .text('storage')
              .global('torch', 'FloatStorage')
              .text('0')
              .text('cpu')
              .integer(2 ** 50)
              .none(),
          );
          pickle
            .persistentId()
            .integer(0)
            .tuple(() => pickle.integer(2 ** 50))
            .tuple(() => pickle.integer(1))
            .boolean(false)
            .none();
        });
        pickle.reduce();
      }),
    ),
  );
  await expect(openCheckpoint(path)).rejects.toMatchObject({ code: 'CHECKPOINT_INVALID' });
});

test.each<[string, Partial<CheckpointTensor>, RegExp]>([
  ['shape', { shape: [3, 2] }, /first\.weight: expected float32 \[2, 3\], got float32 \[3, 2\]/u],
  ['type', { data: new BigInt64Array(6) }, /first\.weight: expected float32 \[2, 3\], got int64 \[2, 3\]/u],
])('a tensor of another %s is refused by name', async (_, difference, message) => {
  await writeLegacyCheckpoint(
    path,
    new Map([...tensors, ['first.weight', { ...tensors.get('first.weight')!, ...difference }]]),
  );
  await expect(readAll()).rejects.toMatchObject({
    code: 'CHECKPOINT_INVALID',
    message: expect.stringMatching(message),
  });
});

test('a missing and an unexpected tensor are refused by name', async () => {
  await writeZipCheckpoint(path, new Map([...tensors].slice(0, 2)));
  await expect(readAll()).rejects.toMatchObject({
    message: expect.stringMatching(/last\.bias: expected float32 \[4\], got no such tensor/u),
  });
  await writeZipCheckpoint(path, new Map([...tensors, ['stranger', { shape: [1], data: Float32Array.of(1) }]]));
  await expect(readAll()).rejects.toMatchObject({ message: expect.stringMatching(/"stranger"/u) });
});

test.each([
  ['an empty file', ''],
  ['a web page', '<!DOCTYPE html><html>'],
  ['an empty zip', 'PK\u0005\u0006'.padEnd(22, '\0')],
])('%s is refused', async (_, content) => {
  await writeFile(path, content);
  await expect(openCheckpoint(path)).rejects.toMatchObject({ code: 'CHECKPOINT_INVALID' });
});

test('a missing file and a folder are refused', async () => {
  await expect(openCheckpoint(join(folder.path, 'none.pth'))).rejects.toMatchObject({ code: 'CHECKPOINT_INVALID' });
  await expect(openCheckpoint(folder.path)).rejects.toMatchObject({ code: 'CHECKPOINT_INVALID' });
});

test('a refused file is closed', async () => {
  await writeFile(path, 'no checkpoint');
  for (let n = 0; n < 50; n++) await expect(openCheckpoint(path)).rejects.toThrow();
  await using handle = await open(path);
  expect(handle.fd).toBeLessThan(200);
});
