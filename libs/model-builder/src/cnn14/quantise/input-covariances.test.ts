import { expect, test } from 'vitest';
import { Tensor } from '@soundalike/audio-core/onnx-runtime';
import { independentInputs } from '../../testing/independent-inputs.ts';
import { compensateRounding } from './compensate-rounding.ts';
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
  const factors = await covariances.takeFactors('input');
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

test('more than 128 channels are blocks, each with its own channels', async () => {
  await using covariances = await InputCovariances.create();
  const values = Float32Array.from({ length: 256 * 4 }, (_, n) => (n < 128 * 4 ? (n % 7) / 7 : 0));
  await covariances.add('input', new Tensor('float32', values, [1, 256, 2, 2]), 1);
  const factors = await covariances.takeFactors('input');
  expect(factors.map(({ size }) => size)).toEqual([1152, 1152]);
  const isIdentity = ({ values: each, size }: CovarianceFactor): boolean =>
    each.every((value, n) => value === (n % (size + 1) === 0 ? 1 : 0));
  expect(factors.map(isIdentity)).toEqual([false, true]);
});

test('inputs that are always 0 vary alone', async () => {
  await using covariances = await InputCovariances.create();
  await covariances.add('input', new Tensor('float32', new Float32Array(8), [1, 2, 2, 2]), 1);
  const [factor] = await covariances.takeFactors('input');
  factor!.values.forEach((value, n) => expect(value).toBe(n % 19 === 0 ? 1 : 0));
});

test('activations that are not finite are refused', async () => {
  await using covariances = await InputCovariances.create();
  const values = new Float32Array(8).fill(Infinity, 0, 1);
  await covariances.add('input', new Tensor('float32', values, [1, 2, 2, 2]), 1);
  await expect(covariances.takeFactors('input')).rejects.toMatchObject({ code: 'MODEL_INVALID' });
});

test('an aborted signal ends the work with its reason', async () => {
  const controller = new AbortController();
  await using covariances = await InputCovariances.create(controller.signal);
  const tensor = new Tensor('float32', new Float32Array(8).fill(1), [1, 2, 2, 2]);
  await covariances.add('input', tensor, 1);
  controller.abort();
  await expect(covariances.add('input', tensor, 1)).rejects.toMatchObject({ name: 'AbortError' });
  await expect(covariances.takeFactors('input')).rejects.toMatchObject({ name: 'AbortError' });
});

test('filters that are compensated by them change the output less than plain rounding', async () => {
  const [channels, frames, bands, scale] = [16, 32, 8, 1 / 40];
  // Smooth over frames and bands, as spectrograms are.
  const values = Float32Array.from({ length: channels * frames * bands }, (_, n) => {
    const [channel, frame, band] = [Math.floor(n / (frames * bands)), Math.floor(n / bands) % frames, n % bands];
    return 1 + Math.sin(channel + (frame * (1 + (channel % 5))) / 9) * Math.cos((channel * band) / 11);
  });
  const activation = new Tensor('float32', values, [1, channels, frames, bands]);
  const weights = Float32Array.from({ length: channels * 9 }, (_, n) => Math.sin(n * n));
  await using covariances = await InputCovariances.create();
  await covariances.add('input', activation, 1);

  const { patches, positions } = samplePatches(activation, 1);
  const outputError = (factors: readonly CovarianceFactor[]): number => {
    const rounded = new Int8Array(weights.length);
    compensateRounding(weights, scale, factors, rounded);
    const errors = Array.from({ length: positions }, (_, position) =>
      weights.reduce((sum, weight, n) => sum + (rounded[n]! * scale - weight) * patches[n * positions + position]!, 0),
    );
    const mean = errors.reduce((sum, error) => sum + error, 0) / positions;
    return errors.reduce((sum, error) => sum + (error - mean) ** 2, 0);
  };
  const plain = outputError(independentInputs(channels));
  expect(outputError(await covariances.takeFactors('input'))).toBeLessThan(plain / 4);
});
