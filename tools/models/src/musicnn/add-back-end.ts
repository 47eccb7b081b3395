import type { OnnxValue } from '@soundalike/model-builder';
import { MID_END_FEATURES } from './add-mid-end.ts';
import { variableName } from './checkpoint-variables.ts';
import type { CheckpointVariables } from './checkpoint-variables.ts';
import { takeBatchNorm } from './graph-builder.ts';
import type { BatchNorm, MusicnnGraphBuilder } from './graph-builder.ts';

/** Maximum and mean over time of every feature, interleaved. */
export const POOLED = 2 * MID_END_FEATURES;
export const PENULTIMATE = 200;
export const TAGS = 50;

const POOLED_NORM = 9;
const PENULTIMATE_NORM = 10;

/**
 * Variance over the training set below which a pooled value is constant: it comes from dead filters. In MSD_musicnn
 * 1082 of the 1506 are, all below 2e-16; the others' variances are above 5e-7.
 */
const CONSTANT_VARIANCE = 1e-12;

/** A dense layer. */
interface Dense {
  /** [inputs, outputs] */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** The back-end's variables. */
export interface BackEnd {
  readonly pooledNorm: BatchNorm;
  /** Numbers of the pooled values that are not constant. */
  readonly varying: readonly number[];
  readonly hidden: Dense;
  readonly penultimateNorm: BatchNorm;
  readonly tags: Dense;
}

/** Take the variables of the back-end. @throws `CHECKPOINT_INVALID` */
export function takeBackEnd(variables: CheckpointVariables): BackEnd {
  const dense = (index: number, inputs: number, outputs: number): Dense => {
    const name = variableName('dense', index);
    return {
      weights: variables.take(`${name}/kernel`, [inputs, outputs]),
      bias: variables.take(`${name}/bias`, [outputs]),
    };
  };
  const pooledNorm = takeBatchNorm(variables, POOLED_NORM, POOLED);
  return {
    pooledNorm,
    varying: [...pooledNorm.variance.keys()].filter((index) => pooledNorm.variance[index]! > CONSTANT_VARIANCE),
    hidden: dense(0, POOLED, PENULTIMATE),
    penultimateNorm: takeBatchNorm(variables, PENULTIMATE_NORM, PENULTIMATE),
    tags: dense(1, PENULTIMATE, TAGS),
  };
}

/**
 * Add the back-end with the graph's outputs: `pooled` as in the reference; `embedding`, the pooled values after batch
 * norm without the constant ones; `penultimate`; `tags`.
 * @param features [batch, 753, frames]
 * @returns the outputs, with their shapes
 */
export function addBackEnd(graph: MusicnnGraphBuilder, variables: CheckpointVariables, features: string): OnnxValue[] {
  const { pooledNorm, varying, hidden, penultimateNorm, tags } = takeBackEnd(variables);
  const dense = (input: string, { weights, bias }: Dense): string => {
    const kernel = graph.values([weights.length / bias.length, bias.length], weights);
    return graph.node('Gemm', [input, kernel, graph.values([bias.length], bias)]);
  };
  const pools = ['ReduceMax', 'ReduceMean'].map((op) => graph.node(op, [features], { axes: [2], keepdims: 1 }));
  const pooled = graph.node('Flatten', [graph.node('Concat', pools, { axis: 2 })], { axis: 1 }, 'pooled');
  const normalised = graph.batchNorm(pooled, pooledNorm);
  const chosen = graph.values([varying.length], BigInt64Array.from(varying, BigInt));
  graph.node('Gather', [normalised, chosen], { axis: 1 }, 'embedding');
  const relu = graph.node('Relu', [dense(normalised, hidden)]);
  const penultimate = graph.batchNorm(relu, penultimateNorm, 'penultimate');
  graph.node('Sigmoid', [dense(penultimate, tags)], {}, 'tags');
  return [
    { name: 'pooled', dims: ['batch', POOLED] },
    { name: 'embedding', dims: ['batch', varying.length] },
    { name: 'penultimate', dims: ['batch', PENULTIMATE] },
    { name: 'tags', dims: ['batch', TAGS] },
  ];
}
