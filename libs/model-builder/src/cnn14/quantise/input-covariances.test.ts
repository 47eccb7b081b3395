import { expect, test } from 'vitest';
import { Tensor } from '@soundalike/audio-core/onnx-runtime';
import { InputCovariances } from './input-covariances.ts';
import type { CovarianceFactor } from './input-covariances.ts';
import { samplePatches } from './sample-activation.ts';

/** Multiply a factor by its transpose. */
function square({ values, size }: CovarianceFactor): number[] {
  return Array.from({ length: size * size }, (_, n) => {
    const [row, column] = [Math.floor(n / size), n % size];
    let sum = 0;
    for (let each = 0; each < size; each++) sum += values[row * size + each]! * values[column * size + each]!;
    return sum;
  });
}

test('the factor of a block gives the covariances of patches of all clips, with 3 % more variance', async () => {
  await using covariances = await InputCovariances.create();
  const clips = [1, 2].map((clip) => {
    const values = Float32Array.from({ length: 2 * 7 * 4 }, (_, n) => 10 + Math.abs(Math.sin(clip * 37 + n * n)));
    return { tensor: new Tensor('float32', values, [1, 2, 7, 4]), level: clip + 1 };
  });
  for (const { tensor, level } of clips) await covariances.add('input', tensor, level);
  const factors = await covariances.factorsOf('input');
  expect(factors).toHaveLength(1);

  const size = 18;
  const each = clips.map(({ tensor, level }) => samplePatches(tensor, level));
  const rows = Array.from({ length: size }, (_, input) =>
    each.flatMap(({ patches, positions }) => [...patches.subarray(input * positions, (input + 1) * positions)]),
  );
  const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = rows.map((row) => row.map((value) => value - meanOf(row)));
  const covariance = (a: number, b: number): number => meanOf(centred[a]!.map((value, n) => value * centred[b]![n]!));
  const variance = meanOf(centred.map((_, n) => covariance(n, n)));
  square(factors[0]!).forEach((value, n) => {
    const [row, column] = [Math.floor(n / size), n % size];
    expect(value).toBeCloseTo(covariance(row, column) + (row === column ? 0.03 * variance : 0), 3);
  });
});

test('more than 128 channels are blocks, which do not see each other', async () => {
  await using covariances = await InputCovariances.create();
  const tensor = new Tensor(
    'float32',
    Float32Array.from({ length: 256 * 4 }, (_, n) => (n % 7) / 7),
    [1, 256, 2, 2],
  );
  await covariances.add('input', tensor, 1);
  expect((await covariances.factorsOf('input')).map(({ size }) => size)).toEqual([1152, 1152]);
});

test('inputs that are always 0 vary alone', async () => {
  await using covariances = await InputCovariances.create();
  await covariances.add('input', new Tensor('float32', new Float32Array(8), [1, 2, 2, 2]), 1);
  const [factor] = await covariances.factorsOf('input');
  factor!.values.forEach((value, n) => expect(value).toBe(n % 19 === 0 ? 1 : 0));
});
