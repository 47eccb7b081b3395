import { FRONT_END_FEATURES } from './add-front-end.ts';
import { transposeKernel, variableName } from './checkpoint-variables.ts';
import type { CheckpointVariables } from './checkpoint-variables.ts';
import { takeBatchNorm } from './graph-builder.ts';
import type { MusicnnGraphBuilder } from './graph-builder.ts';

const FILTERS = 64;
const FRAMES = 7;
const LAYERS = 3;
const FIRST_CONV = 5;
const FIRST_NORM = 6;

/** Number of features per frame of the front-end and the mid-end together. */
export const MID_END_FEATURES = FRONT_END_FEATURES + LAYERS * FILTERS;

/**
 * Add the mid-end: three layers of convolution over time → ReLU → batch norm, with residual sums from the second on.
 * @param frontEnd the front-end's features [batch, 561, frames]
 * @returns the name of the front-end's and all three layers' features [batch, 753, frames]
 */
export function addMidEnd(graph: MusicnnGraphBuilder, variables: CheckpointVariables, frontEnd: string): string {
  const features = [frontEnd];
  for (let layer = 0; layer < LAYERS; layer++) {
    const previous = features.at(-1)!;
    const channels = layer === 0 ? FRONT_END_FEATURES : FILTERS;
    const output = addLayer(graph, variables, layer, previous, channels);
    features.push(layer === 0 ? output : graph.node('Add', [output, previous]));
  }
  return graph.node('Concat', features, { axis: 1 });
}

function addLayer(
  graph: MusicnnGraphBuilder,
  variables: CheckpointVariables,
  layer: number,
  input: string,
  channels: number,
): string {
  const name = variableName('conv2d', FIRST_CONV + layer);
  const kernel = variables.take(`${name}/kernel`, [FRAMES, channels, 1, FILTERS]);
  // The reference convolves an image as wide as it has channels: the same numbers as [frames, 1, channels, filters].
  const weights = transposeKernel(kernel, [FRAMES, 1, channels, FILTERS], [...Array(FILTERS).keys()]);
  const inputs = [
    input,
    graph.values([FILTERS, channels, FRAMES], weights),
    graph.values([FILTERS], variables.take(`${name}/bias`, [FILTERS])),
  ];
  const conv = graph.node('Conv', inputs, { kernel_shape: [FRAMES], pads: [3, 3] });
  return graph.batchNorm(graph.node('Relu', [conv]), takeBatchNorm(variables, FIRST_NORM + layer, FILTERS));
}
