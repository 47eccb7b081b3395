import type { OnnxGraph, OnnxNode, OnnxTensor } from '../../onnx/onnx-model.ts';
import { convLayers, MEL_BANDS, TAG_COUNT } from './architecture.ts';
import type { BlockChannels } from './architecture.ts';
import { WEIGHT_FILE, weightSlots } from './weight-file.ts';
import type { WeightSlot } from './weight-file.ts';

/** Names of the graphs' files. */
export const BLOCKS_FILE = 'cnn14-blocks.onnx';
export const HEAD_FILE = 'cnn14-head.onnx';
/** The blocks in int8 for processors that add products of uint8 and int8 up in 16 bits. */
export const BLOCKS_16_BIT_FILE = 'cnn14-blocks-16-bit.onnx';

export const CONVOLUTION = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };
export const POOLING = { kernel_shape: [2, 2], strides: [2, 2] };

/** bn0: `frames` to `normalised`. */
export function normaliseNodes(): OnnxNode[] {
  return [
    { op: 'Mul', inputs: ['frames', 'bn0.scale'], outputs: ['scaled'] },
    { op: 'Add', inputs: ['scaled', 'bn0.shift'], outputs: ['normalised'] },
  ];
}

/**
 * The six convolution blocks: `frames` [1, 1, frames, melBands], log-mel in decibels, to `columns` [1, channels, ⌊frames / 32⌋],
 * the mean over mel of the last block. Pooling over time is left to the caller, who may see the track chunk by chunk.
 */
export function blocksGraph(channels: BlockChannels): OnnxGraph {
  const nodes: OnnxNode[] = [...normaliseNodes()];
  let value = 'normalised';
  const layers = convLayers(channels);
  layers.forEach(({ conv }, index) => {
    nodes.push(
      {
        op: 'Conv',
        inputs: [value, `${conv}.weight`, `${conv}.bias`],
        outputs: [conv],
        attributes: CONVOLUTION,
      },
      { op: 'Relu', inputs: [conv], outputs: [`${conv}.relu`] },
    );
    value = `${conv}.relu`;
    const endsBlock = index % 2 === 1;
    if (endsBlock && index < layers.length - 1) {
      nodes.push({ op: 'AveragePool', inputs: [value], outputs: [`${conv}.pool`], attributes: POOLING });
      value = `${conv}.pool`;
    }
  });
  nodes.push({ op: 'ReduceMean', inputs: [value], outputs: ['columns'], attributes: { axes: [3], keepdims: 0 } });
  return {
    name: 'cnn14-blocks',
    inputs: [{ name: 'frames', dims: [1, 1, 'frames', MEL_BANDS] }],
    outputs: [{ name: 'columns', dims: [1, channels[5], 'columns'] }],
    nodes,
    initializers: externalTensors(weightSlots(channels), (name) => name.startsWith('bn0') || name.startsWith('conv')),
  };
}

/** The dense layers: `pooled` [1, dims], max plus mean over time, to `embedding` [1, dims] and `tags` [1, 527], probabilities. */
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
      { op: 'Gemm', inputs: ['embedding', 'fc_audioset.weight', 'fc_audioset.bias'], outputs: ['logits'], attributes: { transB: 1 } },
      { op: 'Sigmoid', inputs: ['logits'], outputs: ['tags'] },
    ],
    initializers: externalTensors(slots, (name) => name.startsWith('fc')),
  };
}

/** The wanted tensors of the weight file as constants of a graph. */
export function externalTensors(slots: ReadonlyMap<string, WeightSlot>, wanted: (name: string) => boolean): OnnxTensor[] {
  return [...slots.values()]
    .filter(({ name }) => wanted(name))
    .map(({ name, dims, offset, byteLength, type }) => ({ name, dims, data: { file: WEIGHT_FILE, offset, byteLength, type } }));
}
