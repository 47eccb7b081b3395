import type { OnnxValue } from '@soundalike/model-builder';
import { MID_END_FEATURES } from './add-mid-end.ts';
import { variableName } from './checkpoint-variables.ts';
import type { CheckpointVariables } from './checkpoint-variables.ts';
import { takeBatchNorm } from './graph-builder.ts';
import type { MusicnnGraphBuilder } from './graph-builder.ts';

/** Maximum and mean over time of every feature, interleaved. */
const POOLED = 2 * MID_END_FEATURES;
const PENULTIMATE = 200;
const TAGS = 50;

const POOLED_NORM = 9;
const PENULTIMATE_NORM = 10;

/**
 * Variance over the training set below which a pooled value is constant: it comes from dead filters. In MSD_musicnn
 * 1082 of the 1506 are, all below 2e-16; the others' variances are above 5e-7.
 */
const CONSTANT_VARIANCE = 1e-12;

/**
 * Add the back-end with the graph's outputs: `pooled` as in the reference; `embedding`, the pooled values after batch
 * norm without the constant ones; `penultimate`; `tags`.
 * @param features [batch, 753, frames]
 * @returns the outputs, with their shapes
 */
export function addBackEnd(graph: MusicnnGraphBuilder, variables: CheckpointVariables, features: string): OnnxValue[] {
  const dense = (index: number, input: string, inputs: number, outputs: number): string => {
    const name = variableName('dense', index);
    const kernel = graph.values([inputs, outputs], variables.take(`${name}/kernel`, [inputs, outputs]));
    return graph.node('Gemm', [input, kernel, graph.values([outputs], variables.take(`${name}/bias`, [outputs]))]);
  };
  const pools = ['ReduceMax', 'ReduceMean'].map((op) => graph.node(op, [features], { axes: [2], keepdims: 1 }));
  const pooled = graph.node('Flatten', [graph.node('Concat', pools, { axis: 2 })], { axis: 1 }, 'pooled');
  const norm = takeBatchNorm(variables, POOLED_NORM, POOLED);
  const normalised = graph.batchNorm(pooled, norm);
  const varying = BigInt64Array.from(
    [...norm.variance.keys()].filter((index) => norm.variance[index]! > CONSTANT_VARIANCE),
    BigInt,
  );
  graph.node('Gather', [normalised, graph.values([varying.length], varying)], { axis: 1 }, 'embedding');
  const hidden = graph.node('Relu', [dense(0, normalised, POOLED, PENULTIMATE)]);
  const penultimate = graph.batchNorm(hidden, takeBatchNorm(variables, PENULTIMATE_NORM, PENULTIMATE), 'penultimate');
  graph.node('Sigmoid', [dense(1, penultimate, PENULTIMATE, TAGS)], {}, 'tags');
  return [
    { name: 'pooled', dims: ['batch', POOLED] },
    { name: 'embedding', dims: ['batch', varying.length] },
    { name: 'penultimate', dims: ['batch', PENULTIMATE] },
    { name: 'tags', dims: ['batch', TAGS] },
  ];
}
