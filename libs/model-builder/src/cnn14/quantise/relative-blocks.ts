import { inputOf, LATE, MIDDLE } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import type { Int8Nodes } from './int8-nodes.ts';
import { LEVEL_PLANES } from './level-planes.ts';
import { layersOf } from './stage-layers.ts';

/** As `CONVOLUTION` and `POOLING`, with the signals as the first of three dimensions, along which nothing is mixed. */
const CONVOLUTION = { kernel_shape: [1, 3, 3], pads: [0, 1, 1, 0, 1, 1] };
const POOLING = { kernel_shape: [1, 2, 2], strides: [1, 2, 2] };

/** Taps of a kernel along time. */
const TAPS = 3;

/**
 * Add the block of the middle stage. ONNX Runtime computes a batch image by image, and would read all weights for each
 * signal; a convolution with three dimensions is one product.
 * @param planes name of the uint8 values [signals, rows, bands, channels + LEVEL_PLANES]
 * @returns the name of the pooled float value [signals, outputs, values]
 */
export function middleNodes(nodes: Int8Nodes, channels: BlockChannels, planes: string): string {
  const { graph } = nodes;
  const image = graph.node('Unsqueeze', [planes, graph.integers(0)]);
  const input = inputOf(MIDDLE);
  let scale = nodes.scaleOf(input);
  let value = nodes.restored(graph.node('Transpose', [image], { perm: [0, 4, 1, 2, 3] }), scale, input);
  for (const { conv } of layersOf(MIDDLE, channels)) {
    nodes.convolution('Conv', conv, value, scale, CONVOLUTION);
    scale = nodes.scaleOf(`${conv}.relu`);
    value = nodes.restored(nodes.rounded(conv, scale), scale, conv);
  }
  const pooled = graph.node('AveragePool', [value], POOLING);
  const ordered = graph.node('Transpose', [pooled], { perm: [0, 2, 3, 4, 1] });
  const rows = graph.node('Squeeze', [ordered, graph.integers(0)]);
  return graph.node('Reshape', [rows, graph.integers(0, 0, LATE.bands * channels[MIDDLE.lastBlock]!)]);
}

/**
 * Add the block of the late stage as products of matrices, with a row of all taps' inputs for each output: it has few
 * rows and most of the weights. A product reads them once, QLinearConv once for each of five parts of the rows.
 * @param planes name of the uint8 values [signals, rows, 1, bands · channels + LEVEL_PLANES]
 * @returns the name of the mean over the bands [signals, rows, values]
 */
export function lateNodes(nodes: Int8Nodes, channels: BlockChannels, planes: string): string {
  const { graph } = nodes;
  const signalsAndRows = graph.node('Shape', [planes], { start: 0, end: 2 });
  const inRows = (value: string, ...dims: number[]): string =>
    graph.node('Reshape', [value, graph.node('Concat', [signalsAndRows, graph.integers(...dims)], { axis: 0 })]);
  const input = inputOf(LATE);
  let scale = nodes.scaleOf(input);
  let integers = planes;
  let length = LATE.bands * channels[LATE.firstBlock - 1]! + LEVEL_PLANES;
  let value = '';
  for (const [index, { conv, outputs }] of layersOf(LATE, channels).entries()) {
    const taps = graph.node('Reshape', [allTaps(nodes, integers), graph.integers(-1, TAPS * length)]);
    nodes.convolution('Gemm', conv, nodes.restored(taps, scale, `${conv}.taps`), scale);
    scale = nodes.scaleOf(`${conv}.relu`);
    const rounded = nodes.rounded(conv, scale);
    length = LATE.bands * outputs + LEVEL_PLANES;
    if (index === 0) integers = inRows(rounded, 1, length);
    else value = nodes.restored(rounded, scale, conv);
  }
  const bands = inRows(value, LATE.bands, channels[LATE.lastBlock]!);
  return graph.node('ReduceMean', [bands], { axes: [2], keepdims: 0 });
}

/** Add the inputs of a kernel along time: for each row the row before, itself and the next one, zero beyond the ends. */
function allTaps({ graph }: Int8Nodes, integers: string): string {
  const padded = graph.node('Pad', [integers, graph.integers(0, 1, 0, 0, 0, 1, 0, 0)]);
  const rows = (start: number, end: number): string =>
    graph.node('Slice', [padded, graph.integers(start), graph.integers(end), graph.integers(1)]);
  return graph.node('Concat', [rows(0, -2), rows(1, -1), rows(2, 2 ** 31 - 1)], { axis: 3 });
}
