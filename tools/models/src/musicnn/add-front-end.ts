import { transposeKernel } from './checkpoint-variables.ts';
import type { CheckpointVariables } from './checkpoint-variables.ts';
import { takeBranches } from './front-end-branches.ts';
import type { TrainedBranch } from './front-end-branches.ts';
import { normalise } from './graph-builder.ts';
import type { MusicnnGraphBuilder } from './graph-builder.ts';

/**
 * Add the front-end: each branch is convolution → ReLU → batch norm → maximum over the mel bands.
 * @param input the normalised spectrogram [batch, 1, frames, mel bands]
 * @returns the name of the features [batch, 561, frames]
 */
export function addFrontEnd(graph: MusicnnGraphBuilder, variables: CheckpointVariables, input: string): string {
  const live: string[] = [];
  const rows: number[] = [];
  const constants: number[] = [];
  for (const branch of takeBranches(variables)) {
    const first = constants.length;
    rows.push(...branch.live.map((filter) => first + filter));
    constants.push(...Array.from(branch.bias, (value, filter) => normalise(branch.norm, filter, Math.max(0, value))));
    live.push(addBranch(graph, input, branch));
  }
  return scatter(graph, graph.node('Concat', live, { axis: 1 }), rows, constants);
}

function addBranch(
  graph: MusicnnGraphBuilder,
  input: string,
  { filters, frames, bands, kernel, bias, norm, live }: TrainedBranch,
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
