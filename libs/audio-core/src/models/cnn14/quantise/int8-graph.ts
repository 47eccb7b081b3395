import { GraphBuilder } from '../../../onnx/graph-builder.ts';
import type { OnnxGraph, OnnxTensor } from '../../../onnx/onnx-model.ts';
import type { BlockChannels } from '../architecture.ts';
import { externalTensors, isOfStage, normaliseNodes, stageValues } from '../cnn14-graphs.ts';
import { EARLY, inputOf, LATE, rowLength } from '../stages.ts';
import type { Stage } from '../stages.ts';
import { WEIGHT_FILE } from '../weight-file.ts';
import type { WeightSlot } from '../weight-file.ts';
import { int8Blocks } from './int8-blocks.ts';
import type { Int8Parameters } from './int8-blocks.ts';
import { FIRST_WEIGHT, isInt8Weight } from './int8-weights.ts';
import { levelNodes } from './level.ts';

/** Parts that the first convolution is computed in. */
const PARTS = 4;

/** What quantisation has found for the chunks up to a level. */
export interface LevelParameters extends Int8Parameters {
  readonly level: number;
}

/**
 * A stage in int8, `rows` to `outputs` as `stageGraph` has it: its blocks stand there once for each level, with ranges that fit, and a chunk takes
 * those of the first level that is not below its own. Being one session they share their working memory; ONNX Runtime packs the weights once for each.
 * @param levels ascending, two or more; louder chunks than the last take the last
 * @param weightsAt where the weights stand: `outside` the branches they are read once, `inside` them ONNX Runtime can make them uint8
 */
export function int8StageGraph(
  stage: Stage,
  channels: BlockChannels,
  slots: ReadonlyMap<string, WeightSlot>,
  levels: readonly LevelParameters[],
  weightsAt: 'outside' | 'inside',
): OnnxGraph {
  const graph = new GraphBuilder();
  if (stage === EARLY) normaliseNodes(graph);
  else if (stage === LATE) {
    graph.node('Reshape', [graph.node('Transpose', ['rows'], { perm: [1, 0] }), graph.integers(1, rowLength(stage, channels), -1, 1)], {}, inputOf(stage));
  } else {
    const bands = graph.node('Reshape', ['rows', graph.integers(1, -1, stage.bands, channels[stage.firstBlock - 1]!)]);
    graph.node('Transpose', [bands], { perm: [0, 3, 1, 2] }, inputOf(stage));
  }
  const level = levelNodes(graph, inputOf(stage));
  const firstWeights = stage === EARLY ? inParts(slots.get(FIRST_WEIGHT)!) : [];
  const weights = [...firstWeights, ...externalTensors(slots, (name) => isInt8Weight(name) && isOfStage(name, stage))];
  const values = stageValues(stage, channels);
  const none = graph.constant({ name: 'none', dims: [0, values.outputs[0]!.dims[1] as number], data: new Float32Array(0) });
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
    const blocks = int8Blocks(stage, channels, firstWeights.map(({ name }) => name), parameters);
    const nothing: OnnxGraph = {
      ...blocks, name: 'nothing', nodes: [{ op: 'Identity', inputs: [none], outputs: [blocks.outputs[0]!.name] }], initializers: [],
    };
    const whole = weightsAt === 'outside' ? blocks : { ...blocks, initializers: [...blocks.initializers, ...weights] };
    return graph.node('If', [condition], { then_branch: { graph: whole }, else_branch: { graph: nothing } });
  });
  graph.node('Concat', outputs, { axis: 0 }, 'outputs');
  const constants = [
    ...externalTensors(slots, (name) => name.startsWith('bn0') && isOfStage(name, stage)),
    ...(weightsAt === 'outside' ? weights : []),
  ];
  return { ...values, nodes: graph.nodes, initializers: [...constants, ...graph.initializers] };
}

/** A tensor of the weight file in equal parts by output channel. */
function inParts({ name, dims: [outputs, ...rest], offset, byteLength, type }: WeightSlot): OnnxTensor[] {
  const size = byteLength / PARTS;
  return Array.from({ length: PARTS }, (_, part) => ({
    name: `${name}.${part}`,
    dims: [outputs! / PARTS, ...rest],
    data: { file: WEIGHT_FILE, offset: offset + part * size, byteLength: size, type },
  }));
}
