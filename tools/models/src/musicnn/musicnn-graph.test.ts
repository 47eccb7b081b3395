import { beforeAll, describe, expect, it } from 'vitest';
import { musicnnGraph } from './musicnn-graph.ts';
import type { CheckpointTensor } from './checkpoint-variables.ts';
import { randomMusicnn } from './testing/random-musicnn.ts';

describe('musicnnGraph', () => {
  let network: ReadonlyMap<string, CheckpointTensor>;
  beforeAll(() => {
    network = new Map([...randomMusicnn()].filter(([name]) => !/Adam|beta1_power/u.test(name)));
  });

  /** Return the network with one variable replaced, or removed if it is null. */
  function falsify(name: string, tensor: CheckpointTensor | null): Map<string, CheckpointTensor> {
    const falsified = new Map(network);
    if (tensor === null) falsified.delete(name);
    else falsified.set(name, tensor);
    return falsified;
  }

  it('drops the filters without weights and keeps the values that vary', () => {
    const { dims, data } = network.get('conv2d_2/kernel')!;
    const dead = data.map((weight, index) => (index % 51 < 50 ? 1e-9 * weight : weight));
    const variance = Float32Array.from({ length: 1506 }, (_, index) => (index < 1000 ? 1e-20 : 1));
    const whole = musicnnGraph(network);
    const pruned = musicnnGraph(
      falsify('conv2d_2/kernel', { dims, data: dead }).set('batch_normalization_9/moving_variance', {
        dims: [1506],
        data: variance,
      }),
    );
    const sizes = (graph: typeof whole): number[] =>
      graph.initializers.map(({ dims }) => dims.reduce((product, size) => product * size, 1));
    expect(sizes(whole)).toContain(128 * 51);
    expect(sizes(pruned)).not.toContain(128 * 51);
    expect(sizes(pruned)).toContain(128);
    expect(whole.outputs).toContainEqual({ name: 'embedding', dims: ['batch', 1506] });
    expect(pruned.outputs).toContainEqual({ name: 'embedding', dims: ['batch', 506] });
  });

  it.each<[string, string, CheckpointTensor | null, string]>([
    ['a missing variable', 'dense/bias', null, 'dense/bias: expected a variable'],
    [
      'another shape',
      'dense/bias',
      { dims: [3], data: new Float32Array(3) },
      'dense/bias: expected shape [200], got [3]',
    ],
    [
      'a value that is not finite',
      'dense/bias',
      { dims: [200], data: new Float32Array(200).fill(NaN) },
      'dense/bias: expected finite values',
    ],
    ['an unexpected variable', 'conv2d_8/bias', { dims: [1], data: new Float32Array(1) }, 'expected no variables but'],
    [
      'a branch without weights',
      'conv2d_2/kernel',
      { dims: [128, 1, 1, 51], data: new Float32Array(128 * 51) },
      'conv2d_2: expected a filter with weights',
    ],
  ])('refuses %s', (_, name, tensor, message) => {
    expect(() => musicnnGraph(falsify(name, tensor))).toThrow(
      expect.objectContaining({ code: 'CHECKPOINT_INVALID', message: expect.stringContaining(message) }),
    );
  });
});
