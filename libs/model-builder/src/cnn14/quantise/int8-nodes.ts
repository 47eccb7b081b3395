import { blockOf } from '@soundalike/audio-core/cnn14';
import type { GraphBuilder } from '../../onnx/graph-builder.ts';
import type { Attribute } from '../../onnx/onnx-model.ts';

/** Name of the zero point of all activations. */
export const ZERO = 'zero.uint8';

/** Name of the int32 zero that is added to the computed biases: see `FIRST_COMPUTED`. */
const NO_BIAS = 'zero.int32';

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
 * Builder of the operations in integers of a graph. Weights are symmetric with a scale for each output channel.
 * Activations are uint8 with a scale for each tensor and zero at 0, so rounding to uint8 is the ReLU. Biases are int32.
 * QuantizeLinear and DequantizeLinear enclose the operations that run in integers; ONNX Runtime fuses them into
 * QLinearConv and QGemm.
 */
export class Int8Nodes {
  readonly graph: GraphBuilder;
  readonly parameters: Int8Parameters;
  #hasNoBias = false;

  constructor(graph: GraphBuilder, parameters: Int8Parameters) {
    this.graph = graph;
    this.parameters = parameters;
    graph.constant({ name: ZERO, dims: [], data: new Uint8Array(1) });
  }

  /** Return the scale of an activation of the float graph. */
  scaleOf(activation: string): number {
    return this.parameters.activationScales.get(activation)!;
  }

  /** Round a value to uint8. @returns the name of the integers */
  rounded(value: string, scale: number): string {
    const name = this.graph.constant({ name: `${value}.scale`, dims: [], data: Float32Array.of(scale) });
    return this.graph.node('QuantizeLinear', [value, name, ZERO], {}, `${value}.uint8`);
  }

  /** Dequantise integers. @param name for the names of the scale and the float value, which is returned */
  restored(integers: string, scale: number, name: string): string {
    const scaleName = this.graph.constant({ name: `${name}.restored-scale`, dims: [], data: Float32Array.of(scale) });
    return this.graph.node('DequantizeLinear', [integers, scaleName, ZERO], {}, `${name}.rounded`);
  }

  /** Dequantise a constant with a scale for each output channel. @returns the name of the float value */
  dequantised(name: string, scales: Float32Array, zeros: Int8Array | Int32Array, integers = name): string {
    const inputs = [
      integers,
      this.graph.constant({ name: `${name}.scales`, dims: [scales.length], data: scales }),
      this.graph.constant({ name: `${name}.zeros`, dims: [scales.length], data: zeros }),
    ];
    return this.graph.node('DequantizeLinear', inputs, { axis: 0 }, `${name}.float`);
  }

  /**
   * Add a convolution, or the product of matrices that replaces it.
   * @param value name of the dequantised input
   * @param scale scale of the input
   * @returns the name of the float value
   */
  convolution(
    op: 'Conv' | 'Gemm',
    conv: string,
    value: string,
    scale: number,
    attributes: Readonly<Record<string, Attribute>>,
  ): string {
    const { scales, biases } = this.parameters.filters.get(conv)!;
    const biasScales = scales.map((each) => each * scale);
    const bias = this.graph.constant({
      name: `${conv}.bias`,
      dims: [scales.length],
      data: Int32Array.from(biases, (each, output) => toInt32(each / biasScales[output]!)),
    });
    const integers = op === 'Conv' && blockOf(conv) >= FIRST_COMPUTED ? this.#computed(bias) : bias;
    const inputs = [
      value,
      this.dequantised(`${conv}.weight`, scales, new Int8Array(scales.length)),
      this.dequantised(bias, biasScales, new Int32Array(scales.length), integers),
    ];
    return this.graph.node(op, inputs, attributes, conv);
  }
  /** Add an int32 zero to a constant. @returns the name of the sum */
  #computed(constant: string): string {
    if (!this.#hasNoBias) this.graph.constant({ name: NO_BIAS, dims: [1], data: new Int32Array(1) });
    this.#hasNoBias = true;
    return this.graph.node('Add', [constant, NO_BIAS], {}, `${constant}.computed`);
  }
}

/** Round to int32, with clipping: the scale of a filter that is nearly zero can be too fine for its bias. */
function toInt32(value: number): number {
  return Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.round(value)));
}
