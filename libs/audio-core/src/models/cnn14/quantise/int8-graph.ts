import type { OnnxGraph, OnnxNode, OnnxTensor } from '../../../onnx/onnx-model.ts';
import { convLayers, MEL_BANDS } from '../architecture.ts';
import type { BlockChannels } from '../architecture.ts';
import { CONVOLUTION, externalTensors, normaliseNodes, POOLING } from '../cnn14-graphs.ts';
import type { WeightSlot } from '../weight-file.ts';
import { LEVEL, levelConstants, LEVELLED, levelNodes } from './level.ts';

/** ONNX's number for int32, the type that biases are cast to. */
const INT32 = 6;
const ZERO = 'zero.uint8';

/** What quantisation has found, by the names of convolutions and of the activations of the float graph. */
export interface Int8Parameters {
  /** One for each output channel. */
  readonly weightScales: ReadonlyMap<string, Float32Array>;
  readonly biases: ReadonlyMap<string, Float32Array>;
  readonly activationScales: ReadonlyMap<string, number>;
}

/** The first convolution, with one input channel, stays in float: it is 0.2% of the work, and its input is the whole dynamic range. */
export function isInt8Weight(name: string): boolean {
  return name.startsWith('conv') && name.endsWith('.weight') && name !== 'conv_block1.conv1.weight';
}

/**
 * The blocks as `blocksGraph` has them, in int8: weights symmetric with a scale for each output channel, activations uint8 with a scale for each
 * tensor and zero at 0, so that rounding to uint8 is the ReLU, and biases int32. QuantizeLinear and DequantizeLinear stand about what is to
 * run in integers; ONNX Runtime fuses them into QLinearConv and QLinearAveragePool.
 */
export function int8BlocksGraph(channels: BlockChannels, slots: ReadonlyMap<string, WeightSlot>, parameters: Int8Parameters): OnnxGraph {
  const nodes: OnnxNode[] = [...normaliseNodes(), ...levelNodes()];
  const constants: OnnxTensor[] = [
    ...externalTensors(slots, (name) => name.startsWith('bn0') || (name.startsWith('conv') && name.endsWith('.weight'))),
    ...levelConstants(),
    { name: ZERO, dims: [], data: new Uint8Array(1) },
  ];

  /** @returns the name of the value after rounding to uint8 */
  const quantise = (value: string, scale: number): string => {
    const quantisation = [`${value}.scale`, ZERO];
    constants.push({ name: `${value}.scale`, dims: [], data: Float32Array.of(scale) });
    nodes.push(
      { op: 'QuantizeLinear', inputs: [value, ...quantisation], outputs: [`${value}.uint8`] },
      { op: 'DequantizeLinear', inputs: [`${value}.uint8`, ...quantisation], outputs: [`${value}.rounded`] },
    );
    return `${value}.rounded`;
  };

  let value = LEVELLED;
  let valueScale: number | null = null;
  const layers = convLayers(channels);
  layers.forEach(({ conv, outputs }, index) => {
    const bias = parameters.biases.get(conv)!;
    if (valueScale === null) {
      constants.push({ name: `${conv}.bias.whole`, dims: [outputs], data: bias });
      nodes.push(
        { op: 'Div', inputs: [`${conv}.bias.whole`, LEVEL], outputs: [`${conv}.bias`] },
        { op: 'Conv', inputs: [value, `${conv}.weight`, `${conv}.bias`], outputs: [conv], attributes: CONVOLUTION },
      );
    } else {
      const weightScales = parameters.weightScales.get(conv)!;
      const biasScales = weightScales.map((scale) => scale * valueScale!);
      constants.push(
        { name: `${conv}.weight.scales`, dims: [outputs], data: weightScales },
        { name: `${conv}.weight.zeros`, dims: [outputs], data: new Int8Array(outputs) },
        { name: `${conv}.bias.scales`, dims: [outputs], data: biasScales },
        { name: `${conv}.bias.zeros`, dims: [outputs], data: new Int32Array(outputs) },
        { name: `${conv}.bias.steps`, dims: [outputs], data: bias.map((each, output) => each / biasScales[output]!) },
      );
      nodes.push(
        { op: 'Div', inputs: [`${conv}.bias.steps`, LEVEL], outputs: [`${conv}.bias.levelled`] },
        { op: 'Round', inputs: [`${conv}.bias.levelled`], outputs: [`${conv}.bias.round`] },
        { op: 'Cast', inputs: [`${conv}.bias.round`], outputs: [`${conv}.bias.int32`], attributes: { to: INT32 } },
        { op: 'DequantizeLinear', inputs: [`${conv}.bias.int32`, `${conv}.bias.scales`, `${conv}.bias.zeros`], outputs: [`${conv}.bias`], attributes: { axis: 0 } },
        { op: 'DequantizeLinear', inputs: [`${conv}.weight`, `${conv}.weight.scales`, `${conv}.weight.zeros`], outputs: [`${conv}.weight.float`], attributes: { axis: 0 } },
        { op: 'Conv', inputs: [value, `${conv}.weight.float`, `${conv}.bias`], outputs: [conv], attributes: CONVOLUTION },
      );
    }
    valueScale = parameters.activationScales.get(`${conv}.relu`)!;
    value = quantise(conv, valueScale);
    if (index % 2 === 1 && index < layers.length - 1) {
      nodes.push({ op: 'AveragePool', inputs: [value], outputs: [`${conv}.pool`], attributes: POOLING });
      valueScale = parameters.activationScales.get(`${conv}.pool`)!;
      value = quantise(`${conv}.pool`, valueScale);
    }
  });
  nodes.push(
    { op: 'ReduceMean', inputs: [value], outputs: ['columns.levelled'], attributes: { axes: [3], keepdims: 0 } },
    { op: 'Mul', inputs: ['columns.levelled', LEVEL], outputs: ['columns'] },
  );
  return {
    name: 'cnn14-blocks-int8',
    inputs: [{ name: 'frames', dims: [1, 1, 'frames', MEL_BANDS] }],
    outputs: [{ name: 'columns', dims: [1, channels[5], 'columns'] }],
    nodes,
    initializers: constants,
  };
}
