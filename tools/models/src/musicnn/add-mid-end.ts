import { FRONT_END_FEATURES } from './front-end-branches.ts';
import { transposeKernel, variableName } from './checkpoint-variables.ts';
import type { CheckpointVariables } from './checkpoint-variables.ts';
import { takeBatchNorm } from './graph-builder.ts';
import type { BatchNorm, MusicnnGraphBuilder } from './graph-builder.ts';

/** Filters of a layer. */
export const MID_END_FILTERS = 64;
/** Frames of a filter. */
export const MID_END_FRAMES = 7;
/** Number of layers. */
export const MID_END_LAYERS = 3;
const FIRST_CONV = 5;
const FIRST_NORM = 6;

/** Number of features per frame of the front-end and the mid-end together. */
export const MID_END_FEATURES = FRONT_END_FEATURES + MID_END_LAYERS * MID_END_FILTERS;

/**
 * Add the mid-end: three layers of convolution over time → ReLU → batch norm, with residual sums from the second on.
 * @param frontEnd the front-end's features [batch, 561, frames]
 * @returns the name of the front-end's and all three layers' features [batch, 753, frames]
 */
export function addMidEnd(graph: MusicnnGraphBuilder, variables: CheckpointVariables, frontEnd: string): string {
  const features = [frontEnd];
  for (let layer = 0; layer < MID_END_LAYERS; layer++) {
    const previous = features.at(-1)!;
    const channels = layer === 0 ? FRONT_END_FEATURES : MID_END_FILTERS;
    const output = addLayer(graph, variables, layer, previous, channels);
    features.push(layer === 0 ? output : graph.node('Add', [output, previous]));
  }
  return graph.node('Concat', features, { axis: 1 });
}

/** A layer of the mid-end with its variables. */
export interface MidEndLayer {
  /** [filters, channels, frames] */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly norm: BatchNorm;
}

/** Take the variables of a layer of the mid-end. @param layer its number, from 0 on @throws `CHECKPOINT_INVALID` */
export function takeMidEndLayer(variables: CheckpointVariables, layer: number, channels: number): MidEndLayer {
  const name = variableName('conv2d', FIRST_CONV + layer);
  const kernel = variables.take(`${name}/kernel`, [MID_END_FRAMES, channels, 1, MID_END_FILTERS]);
  // The reference convolves an image as wide as it has channels: the same numbers as [frames, 1, channels, filters].
  const all = [...Array(MID_END_FILTERS).keys()];
  return {
    weights: transposeKernel(kernel, [MID_END_FRAMES, 1, channels, MID_END_FILTERS], all),
    bias: variables.take(`${name}/bias`, [MID_END_FILTERS]),
    norm: takeBatchNorm(variables, FIRST_NORM + layer, MID_END_FILTERS),
  };
}

function addLayer(
  graph: MusicnnGraphBuilder,
  variables: CheckpointVariables,
  layer: number,
  input: string,
  channels: number,
): string {
  const { weights, bias, norm } = takeMidEndLayer(variables, layer, channels);
  const inputs = [
    input,
    graph.values([MID_END_FILTERS, channels, MID_END_FRAMES], weights),
    graph.values([MID_END_FILTERS], bias),
  ];
  const conv = graph.node('Conv', inputs, { kernel_shape: [MID_END_FRAMES], pads: [3, 3] });
  return graph.batchNorm(graph.node('Relu', [conv]), norm);
}
