import type { OnnxGraph, OnnxNode, OnnxTensor } from '../../onnx/onnx-model.ts';
import { convLayers, MEL_BANDS, TAG_COUNT } from './architecture.ts';
import type { BlockChannels } from './architecture.ts';
import { WEIGHT_FILE, weightSlots } from './weight-file.ts';

/** Names of the two graphs' files. */
export const BLOCKS_FILE = 'cnn14-blocks.onnx';
export const HEAD_FILE = 'cnn14-head.onnx';

/**
 * The six convolution blocks: `frames` [1, 1, frames, melBands], log-mel in decibels, to `columns` [1, channels, ⌊frames / 32⌋],
 * the mean over mel of the last block. Pooling over time is left to the caller, who may see the track chunk by chunk.
 */
export function blocksGraph(channels: BlockChannels): OnnxGraph {
  const nodes: OnnxNode[] = [
    { op: 'Mul', inputs: ['frames', 'bn0.scale'], outputs: ['scaled'] },
    { op: 'Add', inputs: ['scaled', 'bn0.shift'], outputs: ['normalised'] },
  ];
  let value = 'normalised';
  const layers = convLayers(channels);
  layers.forEach(({ conv }, index) => {
    nodes.push(
      {
        op: 'Conv',
        inputs: [value, `${conv}.weight`, `${conv}.bias`],
        outputs: [conv],
        attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1] },
      },
      { op: 'Relu', inputs: [conv], outputs: [`${conv}.relu`] },
    );
    value = `${conv}.relu`;
    const endsBlock = index % 2 === 1;
    if (endsBlock && index < layers.length - 1) {
      nodes.push({ op: 'AveragePool', inputs: [value], outputs: [`${conv}.pool`], attributes: { kernel_shape: [2, 2], strides: [2, 2] } });
      value = `${conv}.pool`;
    }
  });
  nodes.push({ op: 'ReduceMean', inputs: [value], outputs: ['columns'], attributes: { axes: [3], keepdims: 0 } });
  return {
    name: 'cnn14-blocks',
    inputs: [{ name: 'frames', dims: [1, 1, 'frames', MEL_BANDS] }],
    outputs: [{ name: 'columns', dims: [1, channels[5], 'columns'] }],
    nodes,
    initializers: weights(channels, (name) => name.startsWith('bn0') || name.startsWith('conv')),
  };
}

/** The dense layers: `pooled` [1, dims], max plus mean over time, to `embedding` [1, dims] and `tags` [1, 527], probabilities. */
export function headGraph(channels: BlockChannels): OnnxGraph {
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
    initializers: weights(channels, (name) => name.startsWith('fc')),
  };
}

function weights(channels: BlockChannels, wanted: (name: string) => boolean): OnnxTensor[] {
  return [...weightSlots(channels).values()]
    .filter(({ name }) => wanted(name))
    .map(({ name, dims, offset, byteLength }) => ({ name, dims, data: { file: WEIGHT_FILE, offset, byteLength } }));
}
