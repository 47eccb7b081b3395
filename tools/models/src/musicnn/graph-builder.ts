import { GraphBuilder } from '@soundalike/model-builder';
import type { Attribute } from '@soundalike/model-builder';
import { variableName } from './checkpoint-variables.ts';
import type { CheckpointVariables } from './checkpoint-variables.ts';

/** The epsilon of `tf.layers.batch_normalization`. */
const EPSILON = 1e-3;

/** The four variables of a batch normalisation, each with one value per channel. */
export interface BatchNorm {
  readonly gamma: Float32Array;
  readonly beta: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/**
 * Take the variables of a batch normalisation.
 * @param index number of the layer, in the order in which the reference creates them
 */
export function takeBatchNorm(variables: CheckpointVariables, index: number, channels: number): BatchNorm {
  const take = (name: string): Float32Array =>
    variables.take(`${variableName('batch_normalization', index)}/${name}`, [channels]);
  return { gamma: take('gamma'), beta: take('beta'), mean: take('moving_mean'), variance: take('moving_variance') };
}

/** Return one value of one channel after normalisation. */
export function normalise({ gamma, beta, mean, variance }: BatchNorm, channel: number, value: number): number {
  return ((value - mean[channel]!) / Math.sqrt(variance[channel]! + EPSILON)) * gamma[channel]! + beta[channel]!;
}

/** Return the normalisation of one channel as a factor and a summand. */
export function normScales(norm: BatchNorm, channel: number): readonly [scale: number, offset: number] {
  const scale = norm.gamma[channel]! / Math.sqrt(norm.variance[channel]! + EPSILON);
  return [scale, norm.beta[channel]! - norm.mean[channel]! * scale];
}

/**
 * A graph builder with the names and the batch normalisation of musicnn. The names are part of the model's file, and so
 * of the digest of its weights.
 */
export class MusicnnGraphBuilder extends GraphBuilder {
  /** Add a constant that is named by its number. @returns its name */
  values(dims: readonly number[], data: Float32Array | BigInt64Array): string {
    return this.constant({ name: `constant_${this.initializers.length}`, dims, data });
  }

  /** Add a node with one output. @returns the name of the output: `output`, or the operator and the node's number */
  override node(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output = `${op.toLowerCase()}_${this.nodes.length}`,
  ): string {
    return super.node(op, inputs, attributes, output);
  }

  /** Normalise axis 1 of the input. @returns the name of the result */
  batchNorm(input: string, { gamma, beta, mean, variance }: BatchNorm, output?: string): string {
    const constants = [gamma, beta, mean, variance].map((values) => this.values([values.length], values));
    return this.node('BatchNormalization', [input, ...constants], { epsilon: { float: EPSILON } }, output);
  }
}
