import type { CheckpointTensor } from '../checkpoint-variables.ts';

const CONV_KERNELS = [
  [7, 38, 1, 204],
  [7, 67, 1, 204],
  [128, 1, 1, 51],
  [64, 1, 1, 51],
  [32, 1, 1, 51],
  [7, 561, 1, 64],
  [7, 64, 1, 64],
  [7, 64, 1, 64],
];
const NORM_CHANNELS = [1, 204, 204, 51, 51, 51, 64, 64, 64, 1506, 200];
const DENSE_KERNELS = [
  [1506, 200],
  [200, 50],
];

/** Create all variables of musicnn with deterministic noise as values, and some of the optimiser. */
export function randomMusicnn(): Map<string, CheckpointTensor> {
  let state = 1;
  const noise = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  const tensors = new Map<string, CheckpointTensor>();
  const add = (name: string, dims: readonly number[], value: () => number): void => {
    const length = dims.reduce((product, size) => product * size, 1);
    tensors.set(name, { dims, data: Float32Array.from({ length }, value) });
  };
  const suffix = (index: number): string => (index === 0 ? '' : `_${index}`);
  const addLayer = (kind: string, index: number, kernel: readonly number[]): void => {
    const scale = Math.sqrt(3 / kernel.slice(0, -1).reduce((product, size) => product * size, 1));
    add(`${kind}${suffix(index)}/kernel`, kernel, () => scale * noise());
    add(`${kind}${suffix(index)}/bias`, kernel.slice(-1), () => 0.1 * noise());
  };
  CONV_KERNELS.forEach((kernel, index) => addLayer('conv2d', index, kernel));
  DENSE_KERNELS.forEach((kernel, index) => addLayer('dense', index, kernel));
  NORM_CHANNELS.forEach((channels, index) => {
    const name = `batch_normalization${suffix(index)}`;
    add(`${name}/gamma`, [channels], () => noise());
    add(`${name}/beta`, [channels], () => noise());
    add(`${name}/moving_mean`, [channels], () => noise());
    add(`${name}/moving_variance`, [channels], () => 1 + 0.5 * noise());
  });
  add('dense/kernel/Adam', [2], noise);
  add('dense/kernel/Adam_1', [2], noise);
  add('beta1_power', [], noise);
  return tensors;
}
