import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PickleWriter } from '../testing/pickle-writer.ts';
import type { CheckpointTensor } from '../testing/random-cnn14.ts';
import { writeLegacyCheckpoint, writeZipCheckpoint } from '../testing/write-checkpoint.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import { readFloatTensor } from './read-tensor.ts';
import { readStateDict } from './state-dict.ts';

/** Values that torch reads of each tensor. */
interface GoldenTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Base64 of the values as little-endian float32. */
  readonly float32: string;
}

const GOLDEN = new URL('golden/', import.meta.url);
const golden = JSON.parse(await readFile(new URL('views.json', GOLDEN), 'utf8')) as Record<string, GoldenTensor>;

describe.each(['views-legacy.pth', 'views-zip.pth'])('%s, written by torch', async (file) => {
  const read = async (name: string) => {
    const checkpoint = await openCheckpoint(new URL(file, GOLDEN).pathname);
    try {
      const { dtype, shape } = checkpoint.tensors.get(name)!;
      const values = dtype === 'int64' ? null : Buffer.from((await readFloatTensor(checkpoint, name)).buffer);
      return { names: [...checkpoint.tensors.keys()], dtype, shape, float32: values?.toString('base64') };
    } finally {
      await checkpoint.close();
    }
  };

  test.each(Object.keys(golden))('%s is read as torch reads it', async (name) => {
    const { names, ...tensor } = await read(name);
    expect(names).toEqual(Object.keys(golden));
    expect(tensor).toEqual(tensor.dtype === 'int64' ? { ...golden[name], float32: undefined } : golden[name]);
  });
});

const ARRAYS = [
  (values: number[]) => Float32Array.from(values),
  (values: number[]) => Float64Array.from(values),
  (values: number[]) => Float16Array.from(values),
  // Small integers are exact as bfloat16, the upper half of a float32.
  (values: number[]) => Uint16Array.from(new Uint32Array(Float32Array.from(values).buffer), (bits) => bits >>> 16),
] as const;

/** A view with any shape, strides and offset. */
const VIEW = fc.record({
  axes: fc.array(fc.record({ size: fc.nat(4), stride: fc.nat(9) }), { maxLength: 5 }),
  offset: fc.nat(20),
});

type View = typeof VIEW extends fc.Arbitrary<infer T> ? T : never;

/** Compute the indices of a view's elements in row-major order from their coordinates. */
function indicesOf({ axes, offset }: View): number[] {
  return axes.reduce<number[]>(
    (indices, { size, stride }) =>
      indices.flatMap((index) => Array.from({ length: size }, (_, coordinate) => index + coordinate * stride)),
    [offset],
  );
}

const CASE = fc
  .record({ views: fc.array(VIEW, { minLength: 1, maxLength: 4 }), type: fc.nat(ARRAYS.length - 1), spare: fc.nat(3) })
  .map(({ views, type, spare }) => {
    const length = Math.max(0, ...views.flatMap((view) => indicesOf(view).map((index) => index + 1)));
    const elements = Math.max(length, ...views.map(({ offset }) => offset)) + spare;
    return { views, type, elements };
  });

function tensorsOf(views: readonly View[], data: CheckpointTensor['data']): Map<string, CheckpointTensor> {
  return new Map(
    views.map(({ axes, offset }, n) => [
      `view ${n}`,
      { data, offset, shape: axes.map(({ size }) => size), strides: axes.map(({ stride }) => stride) },
    ]),
  );
}

test.each([
  ['legacy', writeLegacyCheckpoint],
  ['zip', writeZipCheckpoint],
] as const)('%s: any views of one storage are read element by element', async (_, write) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'views-'));
  const path = join(folder.path, 'views.pth');
  await fc.assert(
    fc.asyncProperty(CASE, async ({ views, type, elements }) => {
      const values = Array.from({ length: elements }, (__, n) => (n % 200) - 100);
      await write(path, tensorsOf(views, ARRAYS[type]!(values)));
      const checkpoint = await openCheckpoint(path);
      try {
        for (const [n, view] of views.entries()) {
          const read = await readFloatTensor(checkpoint, `view ${n}`);
          expect([...read]).toEqual(indicesOf(view).map((index) => values[index]));
        }
      } finally {
        await checkpoint.close();
      }
    }),
    { numRuns: 300 },
  );
});

test('a view that reaches beyond its storage by one element is refused, and one that just fits is not', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'views-'));
  const path = join(folder.path, 'views.pth');
  await fc.assert(
    fc.asyncProperty(
      VIEW.filter((view) => indicesOf(view).length > 0),
      async (view) => {
        const needed = Math.max(...indicesOf(view)) + 1;
        await writeLegacyCheckpoint(path, tensorsOf([view], new Float32Array(needed)));
        await (await openCheckpoint(path)).close();
        await writeLegacyCheckpoint(path, tensorsOf([view], new Float32Array(needed - 1)));
        await expect(openCheckpoint(path)).rejects.toMatchObject({
          code: 'CHECKPOINT_INVALID',
          message: expect.stringMatching(/storage 0: expected room for .* got \d+ elements/u),
        });
      },
    ),
    { numRuns: 200 },
  );
});

/** Write the pickle of a state dict with one tensor on a storage of ten elements. */
function pickleOf(
  shape: readonly number[],
  strides: readonly number[],
  part: (pickle: PickleWriter) => void = (pickle) => pickle.none(),
  metadata: (pickle: PickleWriter) => void = () => undefined,
): Buffer {
  const pickle = new PickleWriter();
  pickle.orderedDictionary(() => {
    pickle.text('weight').global('torch._utils', '_rebuild_tensor_v2');
    pickle.tuple(() => {
      pickle.tuple(() => {
        pickle.text('storage').global('torch', 'FloatStorage').text('0').text('cpu').integer(10);
        part(pickle);
      });
      pickle.persistentId().integer(1);
      pickle.tuple(() => shape.forEach((size) => pickle.integer(size)));
      pickle.tuple(() => strides.forEach((stride) => pickle.integer(stride)));
      pickle.boolean(false).none();
      metadata(pickle);
    });
    pickle.reduce();
  });
  return pickle.finish();
}

test('a bare state dict with a part of a storage, as in torch before 0.4, is read within that part', () => {
  const part = (first: number, length: number) => (pickle: PickleWriter) =>
    pickle.tuple(() => pickle.text('1').integer(first).integer(length));
  const { tensors } = readStateDict(pickleOf([2, 2], [1, 2], part(3, 5)), 0);
  expect(tensors.get('weight')).toMatchObject({ offset: 4, shape: [2, 2], strides: [1, 2] });
  expect(() => readStateDict(pickleOf([2, 2], [1, 2], part(3, 4)), 0)).toThrow(/storage 0: expected room/u);
  expect(() => readStateDict(pickleOf([2, 2], [1, 2], part(6, 5)), 0)).toThrow(/expected a part of its 10 elements/u);
});

test.each<[string, Buffer, RegExp]>([
  ['repeated without end', pickleOf([2 ** 31, 2 ** 31], [0, 0]), /expected at most \d+ elements/u],
  ['with huge strides', pickleOf([2, 2], [2 ** 52, 2 ** 52]), /expected room/u],
  ['with negative strides', pickleOf([2], [-1]), /got something else/u],
  ['with fewer strides than sizes', pickleOf([2, 2], [1]), /got something else/u],
  [
    'that is to be negated when read',
    pickleOf([2], [1], undefined, (pickle) => pickle.dictionary(() => pickle.text('neg').boolean(true))),
    /negated/u,
  ],
])('a tensor %s is refused', (_, pickle, message) => {
  expect(() => readStateDict(pickle, 0)).toThrow(
    expect.objectContaining({ code: 'CHECKPOINT_INVALID', message: expect.stringMatching(message) }),
  );
});
