import { blockLayers, blockOf, TAG_COUNT, LATE, outputLength, rowLength } from '@soundalike/audio-core/cnn14';
import type { BlockChannels, Stage } from '@soundalike/audio-core/cnn14';
import { GraphBuilder } from '../onnx/graph-builder.ts';
import type { OnnxGraph, OnnxTensor, OnnxValue } from '../onnx/onnx-model.ts';
import { ALGORITHMS, FILTER_FILE, filterSlots, outputGroups } from './filter-file.ts';
import { WEIGHT_FILE, weightSlots } from './weight-file.ts';
import type { WeightSlot } from './weight-file.ts';
import { inOrder, untiled } from './winograd/tiled-activation.ts';
import { winogradConvolution } from './winograd/winograd-nodes.ts';

export const CONVOLUTION = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };
export const POOLING = { kernel_shape: [2, 2], strides: [2, 2] };

/** Add bn0: from `rows` [frames, melBands] to `normalised` [1, 1, frames, melBands]. */
export function normaliseNodes(graph: GraphBuilder): void {
  const frames = graph.node('Unsqueeze', ['rows', graph.integers(0, 1)]);
  graph.node('Add', [graph.node('Mul', [frames, 'bn0.scale']), 'bn0.shift'], {}, 'normalised');
}

/**
 * Build the entire network with plain convolutions, from `rows`, with its constants.
 * @returns the graph, and the name of the last block's output [1, channels, columns, bands]
 */
export function plainNetwork(channels: BlockChannels): { graph: GraphBuilder; last: string } {
  const graph = new GraphBuilder();
  externalTensors(weightSlots(channels), (name) => !name.startsWith('fc')).forEach((tensor) => graph.constant(tensor));
  normaliseNodes(graph);
  const last = channels.reduce(
    (value, _, block) => plainBlock(graph, value, channels, block, block < LATE.lastBlock),
    'normalised',
  );
  return { graph, last };
}

/** Add a block with plain convolutions. @returns the name of its result, pooled if `isPooled` */
function plainBlock(
  graph: GraphBuilder,
  value: string,
  channels: BlockChannels,
  block: number,
  isPooled: boolean,
): string {
  for (const { conv } of blockLayers(channels, block)) {
    graph.node('Conv', [value, `${conv}.weight`, `${conv}.bias`], CONVOLUTION, conv);
    value = graph.node('Relu', [conv], {}, `${conv}.relu`);
  }
  return isPooled ? graph.node('AveragePool', [value], POOLING, value.replace(/relu$/u, 'pool')) : value;
}

/**
 * Build a stage in float, from `rows` to `outputs`, both [rows, values]. The caller pools over time, because a track
 * may come in chunks.
 */
export function stageGraph(stage: Stage, channels: BlockChannels): OnnxGraph {
  const graph = new GraphBuilder();
  const first = ALGORITHMS.findIndex((algorithm, block) => block >= stage.firstBlock && algorithm !== null);
  let { bands } = stage;
  let value = 'rows';
  if (stage.firstBlock === 0) {
    normaliseNodes(graph);
    value = 'normalised';
    for (let block = stage.firstBlock; block < first; block++) {
      value = plainBlock(graph, value, channels, block, true);
      bands /= 2;
    }
    value = graph.node('Transpose', [value], { perm: [0, 2, 3, 1] });
  }
  const rows = graph.node('Reshape', [value, graph.integers(-1, channels[first - 1]!)]);

  let activation = untiled(graph, rows, channels[first - 1]!, bands);
  for (let block = first; block <= stage.lastBlock; block++) {
    const [alongFrames, alongBands] = ALGORITHMS[block]!;
    blockLayers(channels, block).forEach(({ conv, outputs }, layer) => {
      activation = winogradConvolution(graph, activation, {
        name: conv,
        filters: `${conv}.filters`,
        biases: `${conv}.bias`,
        outputs,
        groups: outputGroups(outputs),
        isPooled: layer === 1 && block < channels.length - 1,
        alongFrames,
        alongBands,
      });
    });
  }
  const ordered = inOrder(graph, activation);
  if (stage.lastBlock === LATE.lastBlock) graph.node('ReduceMean', [ordered], { axes: [1], keepdims: 0 }, 'outputs');
  else graph.node('Reshape', [ordered, graph.integers(-1, outputLength(stage, channels))], {}, 'outputs');
  const filters = filterSlots(channels);
  const constants = [
    ...externalTensors(
      weightSlots(channels),
      (name) => isOfStage(name, stage) && !filters.has(name.replace(/weight$/u, 'filters')),
    ),
    ...externalTensors(filters, (name) => isOfStage(name, stage), FILTER_FILE),
  ];
  return { ...stageValues(stage, channels), nodes: graph.nodes, initializers: [...constants, ...graph.initializers] };
}

/** Return the name, inputs and outputs of a stage's graph. */
export function stageValues(
  stage: Stage,
  channels: BlockChannels,
): { name: string; inputs: OnnxValue[]; outputs: OnnxValue[] } {
  return {
    name: `cnn14-${stage.name}`,
    inputs: [{ name: 'rows', dims: ['rows', rowLength(stage, channels)] }],
    outputs: [{ name: 'outputs', dims: ['outputs', outputLength(stage, channels)] }],
  };
}

/** Report whether a tensor of the weight file belongs to a stage. */
export function isOfStage(name: string, { firstBlock, lastBlock }: Stage): boolean {
  return name.startsWith('bn0') ? firstBlock === 0 : blockOf(name) >= firstBlock && blockOf(name) <= lastBlock;
}

/**
 * Build the dense layers: from `pooled` [1, dims], maximum plus mean over time, to `embedding` [1, dims] and `tags` [1,
 * 527], probabilities.
 */
export function headGraph(channels: BlockChannels, slots = weightSlots(channels)): OnnxGraph {
  const dims = channels[5];
  return {
    name: 'cnn14-head',
    inputs: [{ name: 'pooled', dims: [1, dims] }],
    outputs: [
      { name: 'embedding', dims: [1, dims] },
      { name: 'tags', dims: [1, TAG_COUNT] },
    ],
    nodes: [
      { op: 'Gemm', inputs: ['pooled', 'fc1.weight', 'fc1.bias'], outputs: ['fc1'], attributes: { transB: 1 } },
      { op: 'Relu', inputs: ['fc1'], outputs: ['embedding'] },
      {
        op: 'Gemm',
        inputs: ['embedding', 'fc_audioset.weight', 'fc_audioset.bias'],
        outputs: ['logits'],
        attributes: { transB: 1 },
      },
      { op: 'Sigmoid', inputs: ['logits'], outputs: ['tags'] },
    ],
    initializers: externalTensors(slots, (name) => name.startsWith('fc')),
  };
}

/** Return the selected tensors of a file as constants of a graph. */
export function externalTensors(
  slots: ReadonlyMap<string, WeightSlot>,
  isSelected: (name: string) => boolean,
  file = WEIGHT_FILE,
): OnnxTensor[] {
  return [...slots.values()]
    .filter(({ name }) => isSelected(name))
    .map(({ name, dims, offset, byteLength, type }) => ({ name, dims, data: { file, offset, byteLength, type } }));
}
