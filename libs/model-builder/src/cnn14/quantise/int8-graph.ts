import { inputOf, LATE, rowLength } from '@soundalike/audio-core/cnn14';
import type { BlockChannels, Stage } from '@soundalike/audio-core/cnn14';
import { GraphBuilder } from '../../onnx/graph-builder.ts';
import type { OnnxGraph, OnnxTensor, OnnxValue } from '../../onnx/onnx-model.ts';
import { externalTensors, isOfStage, normaliseNodes, stageValues } from '../cnn14-graphs.ts';
import { WEIGHT_FILE } from '../weight-file.ts';
import type { WeightSlot } from '../weight-file.ts';
import { int8Blocks } from './int8-blocks.ts';
import { Int8Nodes } from './int8-nodes.ts';
import type { Int8Parameters } from './int8-nodes.ts';
import { FIRST_WEIGHT, isInt8Weight } from './int8-weights.ts';
import { levelPlaneNodes } from './level-planes.ts';
import { levelNodes } from './levels.ts';
import { lateNodes, middleNodes } from './relative-blocks.ts';

/** Number of parts in which the first convolution is computed. */
const PARTS = 4;

/** Results of quantisation for the chunks up to a level. */
export interface LevelParameters extends Int8Parameters {
  readonly level: number;
}

/** Results of quantisation for a stage in which all values are relative to the level. */
export interface RelativeParameters extends Int8Parameters {
  /** The smallest level. */
  readonly smallest: number;
}

/** Parameters of a stage whose graph has the blocks once for each level, or once with the level as channels. */
export type StageParameters = readonly LevelParameters[] | RelativeParameters;

/**
 * Build a stage in int8, with the same `rows` and `outputs` as `stageGraph`. The middle and the late stage take one or
 * more signals of the same length: [signals, rows, values], each with its own level and ends.
 */
export function int8StageGraph(
  stage: Stage,
  channels: BlockChannels,
  slots: ReadonlyMap<string, WeightSlot>,
  parameters: StageParameters,
): OnnxGraph {
  return 'smallest' in parameters
    ? relativeGraph(stage, channels, slots, parameters)
    : levelsGraph(stage, channels, slots, parameters);
}

/** Build the blocks once, relative to the level of each signal, for the stages with many weights. */
function relativeGraph(
  stage: Stage,
  channels: BlockChannels,
  slots: ReadonlyMap<string, WeightSlot>,
  parameters: RelativeParameters,
): OnnxGraph {
  const graph = new GraphBuilder();
  const nodes = new Int8Nodes(graph, parameters);
  // The late stage takes the bands as channels.
  const bands = stage === LATE ? 1 : stage.bands;
  const values = graph.node('Reshape', ['rows', graph.integers(0, 0, bands, rowLength(stage, channels) / bands)]);
  const { planes, level } = levelPlaneNodes(graph, values, parameters.smallest, nodes.scaleOf(inputOf(stage)));
  const relative = stage === LATE ? lateNodes(nodes, channels, planes) : middleNodes(nodes, channels, planes);
  graph.node('Mul', [relative, graph.node('Unsqueeze', [level, graph.integers(1, 2)])], {}, 'outputs');
  const { name, inputs, outputs } = stageValues(stage, channels);
  const ofSignals = (each: OnnxValue): OnnxValue => ({ ...each, dims: ['signals', ...each.dims] });
  return {
    name,
    inputs: inputs.map(ofSignals),
    outputs: outputs.map(ofSignals),
    nodes: graph.nodes,
    initializers: [...graph.initializers, ...int8Weights(stage, slots)],
  };
}

/**
 * Build the blocks once for each level, with matching ranges. A chunk runs through those of the first level that is not
 * below its own. They share the working memory of one session, but ONNX Runtime packs the weights for each.
 * @param levels ascending, two or more; chunks above the last level take the last
 */
function levelsGraph(
  stage: Stage,
  channels: BlockChannels,
  slots: ReadonlyMap<string, WeightSlot>,
  levels: readonly LevelParameters[],
): OnnxGraph {
  const graph = new GraphBuilder();
  normaliseNodes(graph);
  const level = levelNodes(graph, inputOf(stage));
  const firstWeights = inParts(slots.get(FIRST_WEIGHT)!);
  const values = stageValues(stage, channels);
  const none = graph.constant({
    name: 'none',
    dims: [0, values.outputs[0]!.dims[1] as number],
    data: new Float32Array(0),
  });
  let above = '';
  const outputs = levels.map((parameters, n) => {
    const isLast = n === levels.length - 1;
    let condition = above;
    if (!isLast) {
      const limit = graph.constant({ name: `limit.${n}`, dims: [], data: Float32Array.of(parameters.level) });
      const within = graph.node('LessOrEqual', [level, limit]);
      condition = n > 0 ? graph.node('And', [within, above]) : within;
      above = graph.node('Not', [within]);
    }
    const blocks = int8Blocks(
      channels,
      firstWeights.map(({ name }) => name),
      parameters,
    );
    const nothing: OnnxGraph = {
      ...blocks,
      name: 'nothing',
      nodes: [{ op: 'Identity', inputs: [none], outputs: [blocks.outputs[0]!.name] }],
      initializers: [],
    };
    return graph.node('If', [condition], { then_branch: { graph: blocks }, else_branch: { graph: nothing } });
  });
  graph.node('Concat', outputs, { axis: 0 }, 'outputs');
  const constants = [
    ...externalTensors(slots, (name) => name.startsWith('bn0') && isOfStage(name, stage)),
    ...firstWeights,
    ...int8Weights(stage, slots),
  ];
  return { ...values, nodes: graph.nodes, initializers: [...constants, ...graph.initializers] };
}

function int8Weights(stage: Stage, slots: ReadonlyMap<string, WeightSlot>): OnnxTensor[] {
  return externalTensors(slots, (name) => isInt8Weight(name) && isOfStage(name, stage));
}

/** Split a tensor of the weight file into equal parts by output channel. */
function inParts({ name, dims: [outputs, ...rest], offset, byteLength, type }: WeightSlot): OnnxTensor[] {
  const size = byteLength / PARTS;
  return Array.from({ length: PARTS }, (_, part) => ({
    name: `${name}.${part}`,
    dims: [outputs! / PARTS, ...rest],
    data: { file: WEIGHT_FILE, offset: offset + part * size, byteLength: size, type },
  }));
}
