import { inputOf, LATE, rowLength } from '@soundalike/audio-core/cnn14';
import type { BlockChannels, Stage } from '@soundalike/audio-core/cnn14';
import { GraphBuilder } from '../../onnx/graph-builder.ts';
import type { OnnxGraph, OnnxTensor } from '../../onnx/onnx-model.ts';
import { externalTensors, isOfStage, normaliseNodes, stageValues } from '../cnn14-graphs.ts';
import { WEIGHT_FILE } from '../weight-file.ts';
import type { WeightSlot } from '../weight-file.ts';
import { int8Blocks, ZERO } from './int8-blocks.ts';
import type { Int8Parameters } from './int8-blocks.ts';
import { FIRST_WEIGHT, isInt8Weight } from './int8-weights.ts';
import { levelPlaneNodes } from './level-planes.ts';
import { levelNodes } from './levels.ts';

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

/** Build a stage in int8, with the same `rows` and `outputs` as `stageGraph`. */
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

/** Build the blocks once, relative to the level, for the stages with many weights. */
function relativeGraph(
  stage: Stage,
  channels: BlockChannels,
  slots: ReadonlyMap<string, WeightSlot>,
  parameters: RelativeParameters,
): OnnxGraph {
  const graph = new GraphBuilder();
  if (stage === LATE) {
    graph.node(
      'Reshape',
      [graph.node('Transpose', ['rows'], { perm: [1, 0] }), graph.integers(1, rowLength(stage, channels), -1, 1)],
      {},
      inputOf(stage),
    );
  } else {
    const bands = graph.node('Reshape', ['rows', graph.integers(1, -1, stage.bands, channels[stage.firstBlock - 1]!)]);
    graph.node('Transpose', [bands], { perm: [0, 3, 1, 2] }, inputOf(stage));
  }
  const { planes, level } = levelPlaneNodes(
    graph,
    inputOf(stage),
    parameters.smallest,
    parameters.activationScales.get(inputOf(stage))!,
    ZERO,
  );
  const blocks = int8Blocks(stage, channels, planes, [], parameters);
  const relative = { op: 'Mul', inputs: [blocks.outputs[0]!.name, level], outputs: ['outputs'] };
  return {
    ...stageValues(stage, channels),
    nodes: [...graph.nodes, ...blocks.nodes, relative],
    initializers: [...graph.initializers, ...blocks.initializers, ...int8Weights(stage, slots)],
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
      stage,
      channels,
      inputOf(stage),
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
