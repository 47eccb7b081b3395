import { blockOf, convLayers, EARLY, inputOf, LATE, outputLength } from '@soundalike/audio-core/cnn14';
import type { BlockChannels, Stage } from '@soundalike/audio-core/cnn14';
import type { OnnxGraph, OnnxNode, OnnxTensor } from '../../onnx/onnx-model.ts';
import { CONVOLUTION, POOLING } from '../cnn14-graphs.ts';
import { isUnrolled } from './int8-weights.ts';
import { WEIGHT_LEVELS } from './weight-pairs.ts';

/** Name of the zero point of all activations. */
export const ZERO = 'zero.uint8';

/** Name of the int32 zero that is added to the computed biases: see `FIRST_COMPUTED`. */
const NO_BIAS = 'zero.int32';

/** Name of the result, which the enclosing graph must not use. */
const RESULT = 'blocks.outputs';

/** Attributes of the convolutions that have bands as channels. */
const ALONG_TIME = { kernel_shape: [3, 1], pads: [1, 0, 1, 0] };

/**
 * The first block whose biases are computed, as the sum of two constants. ONNX Runtime uses its direct kernel only if
 * biases are constants. That kernel does not use the tiles of AMX; products of matrices do. So a session that folds
 * constants uses the direct kernel, and one that does not uses products of matrices. The integers are the same. The
 * blocks before have few channels, for which the direct kernel is faster on every processor. Blocks are counted from 0.
 */
const FIRST_COMPUTED = 2;

/** Scales and biases of a convolution, one of each for every output in the weight file. */
export interface Int8Filters {
  readonly scales: Float32Array<ArrayBuffer>;
  /** In float, in the units of the activations. */
  readonly biases: Float32Array<ArrayBuffer>;
}

/** Results of quantisation, by the names of convolutions and of the activations of the float graph. */
export interface Int8Parameters {
  readonly filters: ReadonlyMap<string, Int8Filters>;
  readonly activationScales: ReadonlyMap<string, number>;
}

/**
 * Build a stage's blocks in int8, from `inputOf` to rows of `values`. Weights are symmetric with a scale for each
 * output channel. Activations are uint8 with a scale for each tensor and zero at 0, so rounding to uint8 is the ReLU.
 * Biases are int32. The graph is embedded in another one that has the input and the weights. QuantizeLinear and
 * DequantizeLinear enclose the operations that run in integers; ONNX Runtime fuses them into QLinearConv, and uses its
 * direct kernel if biases and zero points are constants: see `FIRST_COMPUTED`. A pooling is a depthwise convolution,
 * because QLinearAveragePool takes eight times as long. The last pooling of a stage is in float, because the next stage
 * rounds its input itself.
 * @param firstWeights names of the equal parts of the first convolution's weights
 */
export function int8Blocks(
  stage: Stage,
  channels: BlockChannels,
  input: string,
  firstWeights: readonly string[],
  parameters: Int8Parameters,
): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const constants: OnnxTensor[] = [
    { name: ZERO, dims: [], data: new Uint8Array(1) },
    { name: NO_BIAS, dims: [1], data: new Int32Array(1) },
  ];

  /** Dequantise a value. @returns the name of the float value */
  const restored = (value: string, scale: number, integers = `${value}.uint8`): string => {
    constants.push({ name: `${value}.scale`, dims: [], data: Float32Array.of(scale) });
    nodes.push({ op: 'DequantizeLinear', inputs: [integers, `${value}.scale`, ZERO], outputs: [`${value}.rounded`] });
    return `${value}.rounded`;
  };

  /** Round a value to uint8. @returns the name of the rounded float value */
  const quantised = (value: string, scale: number): string => {
    nodes.push({ op: 'QuantizeLinear', inputs: [value, `${value}.scale`, ZERO], outputs: [`${value}.uint8`] });
    return restored(value, scale);
  };

  /**
   * Add the convolution that stays in float, and round it part by part: all of it in float would need more memory than
   * any other step.
   * @returns the name of its value
   */
  const firstConvolution = (bias: Float32Array, scale: number): string => {
    const { conv, outputs } = convLayers(channels)[0]!;
    const parts = firstWeights.map((weight, part, { length }) => {
      const [name, size] = [`${conv}.${part}`, outputs / length];
      constants.push({ name: `${name}.bias`, dims: [size], data: bias.slice(part * size, (part + 1) * size) });
      nodes.push(
        { op: 'Conv', inputs: ['normalised', weight, `${name}.bias`], outputs: [name], attributes: CONVOLUTION },
        { op: 'QuantizeLinear', inputs: [name, `${conv}.scale`, ZERO], outputs: [`${name}.uint8`] },
      );
      return `${name}.uint8`;
    });
    nodes.push({ op: 'Concat', inputs: parts, outputs: [`${conv}.uint8`], attributes: { axis: 1 } });
    return restored(conv, scale);
  };

  /** Dequantise a value with a scale for each output channel. @returns the name of the float value */
  const dequantised = (name: string, scales: Float32Array, zeros: Int8Array | Int32Array, integers = name): string => {
    constants.push(
      { name: `${name}.scales`, dims: [scales.length], data: scales },
      { name: `${name}.zeros`, dims: [scales.length], data: zeros },
    );
    nodes.push({
      op: 'DequantizeLinear',
      inputs: [integers, `${name}.scales`, `${name}.zeros`],
      outputs: [`${name}.float`],
      attributes: { axis: 0 },
    });
    return `${name}.float`;
  };

  const end = 2 * (stage.lastBlock + 1);
  let value = inputOf(stage);
  let valueScale = 0;
  if (stage !== EARLY) {
    valueScale = parameters.activationScales.get(value)!;
    value = restored(value, valueScale, input);
  }
  convLayers(channels).forEach(({ conv, outputs }, index) => {
    if (index < 2 * stage.firstBlock || index >= end) return;
    const { scales, biases } = parameters.filters.get(conv)!;
    if (index > 0) {
      const biasScales = scales.map((scale) => scale * valueScale);
      constants.push({
        name: `${conv}.bias`,
        dims: [scales.length],
        data: Int32Array.from(biases, (each, output) => toInt32(each / biasScales[output]!)),
      });
      const computed = blockOf(conv) < FIRST_COMPUTED ? undefined : `${conv}.bias.computed`;
      if (computed !== undefined) nodes.push({ op: 'Add', inputs: [`${conv}.bias`, NO_BIAS], outputs: [computed] });
      const inputs = [
        value,
        dequantised(`${conv}.weight`, scales, new Int8Array(scales.length)),
        dequantised(`${conv}.bias`, biasScales, new Int32Array(scales.length), computed),
      ];
      nodes.push({ op: 'Conv', inputs, outputs: [conv], attributes: isUnrolled(conv) ? ALONG_TIME : CONVOLUTION });
    }
    valueScale = parameters.activationScales.get(`${conv}.relu`)!;
    value = index > 0 ? quantised(conv, valueScale) : firstConvolution(biases, valueScale);
    if (index % 2 === 1 && index < end - 1) {
      const pool = `${conv}.pool`;
      constants.push({
        name: `${pool}.weight`,
        dims: [outputs, 1, 2, 2],
        data: new Int8Array(4 * outputs).fill(WEIGHT_LEVELS),
      });
      const quarter = dequantised(
        `${pool}.weight`,
        new Float32Array(outputs).fill(0.25 / WEIGHT_LEVELS),
        new Int8Array(outputs),
      );
      nodes.push({ op: 'Conv', inputs: [value, quarter], outputs: [pool], attributes: { ...POOLING, group: outputs } });
      valueScale = parameters.activationScales.get(pool)!;
      value = quantised(pool, valueScale);
    }
  });
  const values = outputLength(stage, channels);
  const shape = (name: string, ...dims: number[]): string => {
    constants.push({ name, dims: [dims.length], data: BigInt64Array.from(dims, BigInt) });
    return name;
  };
  if (stage === LATE) {
    nodes.push(
      { op: 'Reshape', inputs: [value, shape('bands.shape', LATE.bands, values, -1)], outputs: ['bands'] },
      { op: 'ReduceMean', inputs: ['bands'], outputs: ['mean'], attributes: { axes: [0], keepdims: 0 } },
      { op: 'Transpose', inputs: ['mean'], outputs: [RESULT], attributes: { perm: [1, 0] } },
    );
  } else {
    nodes.push(
      { op: 'AveragePool', inputs: [value], outputs: ['pooled'], attributes: POOLING },
      { op: 'Transpose', inputs: ['pooled'], outputs: ['ordered'], attributes: { perm: [0, 2, 3, 1] } },
      { op: 'Reshape', inputs: ['ordered', shape('result.shape', -1, values)], outputs: [RESULT] },
    );
  }
  return {
    name: `int8-${stage.name}`,
    inputs: [],
    outputs: [{ name: RESULT, dims: ['outputs', values] }],
    nodes,
    initializers: constants,
  };
}

/** Round to int32, with clipping: the scale of a filter that is nearly zero can be too fine for its bias. */
function toInt32(value: number): number {
  return Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.round(value)));
}
