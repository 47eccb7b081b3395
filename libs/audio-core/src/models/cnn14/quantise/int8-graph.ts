import type { OnnxGraph, OnnxNode, OnnxTensor } from '../../../onnx/onnx-model.ts';
import { MEL_BANDS } from '../architecture.ts';
import type { BlockChannels } from '../architecture.ts';
import { externalTensors, normaliseNodes } from '../cnn14-graphs.ts';
import { WEIGHT_FILE } from '../weight-file.ts';
import type { WeightSlot } from '../weight-file.ts';
import { int8Blocks } from './int8-blocks.ts';
import type { Int8Parameters } from './int8-blocks.ts';
import { LEVEL, levelConstants, levelNodes } from './level.ts';

const FIRST_WEIGHT = 'conv_block1.conv1.weight';

/** Parts that the first convolution is computed in. */
const PARTS = 4;

/** What quantisation has found for the chunks up to a level. */
export interface LevelParameters extends Int8Parameters {
  readonly level: number;
}

/** The first convolution, with one input channel, stays in float: it is 0.2% of the work, and its input is the whole dynamic range. */
export function isInt8Weight(name: string): boolean {
  return name.startsWith('conv') && name.endsWith('.weight') && name !== FIRST_WEIGHT;
}

/**
 * `frames` to `columns` as `blocksGraph` has it, in int8: the blocks stand there once for each level, with ranges that fit, and a chunk takes
 * those of the first level that is not below its own. Being one session they share their working memory; ONNX Runtime packs the weights once for each.
 * @param levels ascending, two or more; louder chunks than the last take the last
 * @param weightsAt where the weights stand: `outside` the branches they are read once, `inside` them ONNX Runtime can make them uint8
 */
export function int8BlocksGraph(
  channels: BlockChannels,
  slots: ReadonlyMap<string, WeightSlot>,
  levels: readonly LevelParameters[],
  weightsAt: 'outside' | 'inside',
): OnnxGraph {
  const nodes: OnnxNode[] = [...normaliseNodes(), ...levelNodes()];
  const firstWeights = inParts(slots.get(FIRST_WEIGHT)!);
  const weights = [...firstWeights, ...externalTensors(slots, isInt8Weight)];
  const constants: OnnxTensor[] = [
    ...externalTensors(slots, (name) => name.startsWith('bn0')),
    ...(weightsAt === 'outside' ? weights : []),
    ...levelConstants(),
    { name: 'none', dims: [1, channels[5], 0], data: new Float32Array(0) },
  ];
  levels.forEach((parameters, n) => {
    const isLast = n === levels.length - 1;
    const [within, above] = [`within.${n}`, `above.${n - 1}`];
    if (!isLast) {
      constants.push({ name: `limit.${n}`, dims: [], data: Float32Array.of(parameters.level) });
      nodes.push({ op: 'LessOrEqual', inputs: [LEVEL, `limit.${n}`], outputs: [within] }, { op: 'Not', inputs: [within], outputs: [`above.${n}`] });
      if (n > 0) nodes.push({ op: 'And', inputs: [within, above], outputs: [`${within}.first`] });
    }
    const condition = isLast ? above : n > 0 ? `${within}.first` : within;
    const bare = int8Blocks(channels, firstWeights.map(({ name }) => name), parameters);
    const blocks = weightsAt === 'outside' ? bare : { ...bare, initializers: [...bare.initializers, ...weights] };
    const nothing: OnnxGraph = {
      ...blocks, name: 'nothing', nodes: [{ op: 'Identity', inputs: ['none'], outputs: [blocks.outputs[0]!.name] }], initializers: [],
    };
    const attributes = { then_branch: { graph: blocks }, else_branch: { graph: nothing } };
    nodes.push({ op: 'If', inputs: [condition], outputs: [`columns.${n}`], attributes });
  });
  nodes.push({ op: 'Concat', inputs: levels.map((_, n) => `columns.${n}`), outputs: ['columns'], attributes: { axis: 2 } });
  return {
    name: 'cnn14-blocks-int8',
    inputs: [{ name: 'frames', dims: [1, 1, 'frames', MEL_BANDS] }],
    outputs: [{ name: 'columns', dims: [1, channels[5], 'columns'] }],
    nodes,
    initializers: constants,
  };
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
