import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { Projection, readProjection } from './projection.ts';

/** Three inputs, two outputs, clip 2. */
const VALUES = Float32Array.of(3, 2, 2, ...[1, 0, 10], ...[1, 0.5, 4], ...[1, 0], ...[0, 1], ...[1, -1]);

test('standardises, limits and multiplies', () => {
  const projection = new Projection(VALUES);
  // Scores: 0.5; 1; 8, limited to 2.
  expect([...projection.apply(Float32Array.of(1.5, 2, 12))]).toEqual([2.5, -1]);
  // Scores: −1; −2 (limited); 0.
  expect([...projection.apply(Float32Array.of(0, -100, 10))]).toEqual([-1, -2]);
});

test('a missing input counts as its mean', () => {
  const projection = new Projection(VALUES);
  const [known, missing] = [Float32Array.of(1, 2, 9.75), Float32Array.of(NaN, 2, 9.75)];
  expect(projection.apply(missing)).toEqual(projection.apply(known));
});

describe('a file', () => {
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'projection-'));
    path = join(folder, 'projection.bin');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const read = async (values: Float32Array): Promise<Projection> => {
    await writeFile(path, values);
    return readProjection(path, [3, 2]);
  };

  it('has the values in little-endian order', async () => {
    expect([...(await read(VALUES)).apply(Float32Array.of(1.5, 2, 12))]).toEqual([2.5, -1]);
  });

  it.each([
    ['is cut off', VALUES.subarray(0, -1)],
    ['is empty', new Float32Array(0)],
    ['has another shape', Float32Array.of(1, 1, 2, 0, 1, 1)],
    ['has a value that is not finite', VALUES.with(9, NaN)],
    ['limits to nothing', VALUES.with(2, 0)],
  ])('is rejected if it %s', async (_, values) => {
    await expect(read(values)).rejects.toMatchObject({ code: 'MODEL_INVALID', message: expect.stringContaining(path) });
  });

  it('is rejected if it is missing', async () => {
    await expect(readProjection(join(folder, 'none'), [3, 2])).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  });
});
