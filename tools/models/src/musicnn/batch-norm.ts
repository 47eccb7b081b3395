import type { CheckpointVariables } from './checkpoint-variables.ts';
import { variableName } from './variable-name.ts';

/** The epsilon of `tf.layers.batch_normalization`. */
export const EPSILON = 1e-3;

/** The four variables of a batch normalisation, one value a channel each. */
export interface BatchNorm {
  readonly gamma: Float32Array;
  readonly beta: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/** @param index number of the layer, in the order in which the reference makes them */
export function takeBatchNorm(variables: CheckpointVariables, index: number, channels: number): BatchNorm {
  const take = (name: string): Float32Array =>
    variables.take(`${variableName('batch_normalization', index)}/${name}`, [channels]);
  return { gamma: take('gamma'), beta: take('beta'), mean: take('moving_mean'), variance: take('moving_variance') };
}

/** What the normalisation makes of one value of one channel. */
export function normalise({ gamma, beta, mean, variance }: BatchNorm, channel: number, value: number): number {
  return ((value - mean[channel]!) / Math.sqrt(variance[channel]! + EPSILON)) * gamma[channel]! + beta[channel]!;
}
