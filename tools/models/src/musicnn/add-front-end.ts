import { checkpointInvalid, transposeKernel, variableName } from './checkpoint-variables.ts';
import type { CheckpointVariables } from './checkpoint-variables.ts';
import { normalise, takeBatchNorm } from './graph-builder.ts';
import type { BatchNorm, MusicnnGraphBuilder } from './graph-builder.ts';

interface Branch {
  readonly filters: number;
  readonly frames: number;
  readonly bands: number;
}

/** Timbral (tall) and temporal (long) convolutions, in the order in which their features are concatenated. */
const BRANCHES: readonly Branch[] = [
  { filters: 204, frames: 7, bands: 38 },
  { filters: 204, frames: 7, bands: 67 },
  { filters: 51, frames: 128, bands: 1 },
  { filters: 51, frames: 64, bands: 1 },
  { filters: 51, frames: 32, bands: 1 },
];

/** Number of features per frame of the front-end. */
export const FRONT_END_FEATURES = BRANCHES.reduce((sum, { filters }) => sum + filters, 0);

/**
 * Sum of a filter's absolute weights below which it is dead: weight decay has shrunk the weights to almost 0, so the
 * output is constant. In MSD_musicnn 497 of the 561 filters are dead: their sums are below 2e-5, all others above 0.04.
 * Only the live filters are computed, which is an eighth of the arithmetic.
 */
const DEAD_FILTER_NORM = 1e-4;

/**
 * Add the front-end: each branch is convolution → ReLU → batch norm → maximum over the mel bands.
 * @param input the normalised spectrogram [batch, 1, frames, mel bands]
 * @returns the name of the features [batch, 561, frames]
 */
export function addFrontEnd(graph: MusicnnGraphBuilder, variables: CheckpointVariables, input: string): string {
  const live: string[] = [];
  const rows: number[] = [];
  const constants: number[] = [];
  BRANCHES.forEach((branch, index) => {
    const { filters, frames, bands } = branch;
    const layer = variableName('conv2d', index);
    const kernel = variables.take(`${layer}/kernel`, [frames, bands, 1, filters]);
    const bias = variables.take(`${layer}/bias`, [filters]);
    const norm = takeBatchNorm(variables, index + 1, filters);
    const liveFilters = findLiveFilters(kernel, filters);
    if (liveFilters.length === 0)
      throw checkpointInvalid(`${layer}: expected a filter with weights, but all weights are near 0`);
    const first = constants.length;
    rows.push(...liveFilters.map((filter) => first + filter));
    constants.push(...Array.from(bias, (value, filter) => normalise(norm, filter, Math.max(0, value))));
    live.push(addBranch(graph, input, branch, liveFilters, kernel, bias, norm));
  });
  return scatter(graph, graph.node('Concat', live, { axis: 1 }), rows, constants);
}

function findLiveFilters(kernel: Float32Array, filters: number): number[] {
  const norms = new Float64Array(filters);
  kernel.forEach((weight, index) => {
    norms[index % filters]! += Math.abs(weight);
  });
  return [...norms.keys()].filter((filter) => norms[filter]! >= DEAD_FILTER_NORM);
}

function addBranch(
  graph: MusicnnGraphBuilder,
  input: string,
  { filters, frames, bands }: Branch,
  live: readonly number[],
  kernel: Float32Array,
  bias: Float32Array,
  norm: BatchNorm,
): string {
  const pick = (values: Float32Array): Float32Array => Float32Array.from(live, (filter) => values[filter]!);
  const weights = graph.values(
    [live.length, 1, frames, bands],
    transposeKernel(kernel, [frames, bands, 1, filters], live),
  );
  const before = Math.floor((frames - 1) / 2);
  const conv = graph.node('Conv', [input, weights, graph.values([live.length], pick(bias))], {
    kernel_shape: [frames, bands],
    pads: [before, 0, frames - 1 - before, 0],
  });
  const normalised = graph.batchNorm(graph.node('Relu', [conv]), {
    gamma: pick(norm.gamma),
    beta: pick(norm.beta),
    mean: pick(norm.mean),
    variance: pick(norm.variance),
  });
  return graph.node('ReduceMax', [normalised], { axes: [3], keepdims: 0 });
}

/** Put the live filters' features and the dead filters' constants into their rows, by a convolution of width 1. */
function scatter(
  graph: MusicnnGraphBuilder,
  features: string,
  rows: readonly number[],
  constants: readonly number[],
): string {
  const weights = new Float32Array(constants.length * rows.length);
  const bias = Float32Array.from(constants);
  rows.forEach((row, column) => {
    weights[row * rows.length + column] = 1;
    bias[row] = 0;
  });
  const inputs = [
    features,
    graph.values([constants.length, rows.length, 1], weights),
    graph.values([constants.length], bias),
  ];
  return graph.node('Conv', inputs, { kernel_shape: [1] });
}
