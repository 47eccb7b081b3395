import { setImmediate } from 'node:timers/promises';
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { InferenceSession, Tensor } from '@soundalike/audio-core/onnx-runtime';
import { GraphBuilder } from '../../onnx/graph-builder.ts';
import { encodeOnnxModel } from '../../onnx/onnx-model.ts';
import { invalidModel } from '../../verify/verify-weights.ts';
import { samplePatches } from './sample-activation.ts';
import { KERNEL_TAPS } from './weight-pairs.ts';

/** Channels of a block. Covariances between blocks count as zero, which costs little and saves most of the memory. */
const BLOCK_CHANNELS = 128;

/**
 * Share of the mean variance that is added to each variance, because the covariances are estimated from few positions.
 * Without it, errors would be moved to combinations of inputs that vary little only in these clips.
 */
const DAMPING = 0.03;

/** The lower triangular factor L of covariances L·Lᵀ. */
export interface CovarianceFactor {
  /** Row-major [size, size]. */
  readonly values: Float64Array;
  readonly size: number;
}

interface Sums {
  readonly blocks: number;
  /** Inputs of a block: the taps of its channels. */
  readonly size: number;
  positions: number;
  /** Sum of each input, [blocks, size]. */
  readonly first: Float64Array;
  /** Sum of the products of each two inputs of a block, [blocks, size, size]. */
  readonly second: Float32Array;
}

/**
 * Covariances of the inputs of 3×3 kernels, over positions in clips: how the values that a filter multiplies vary
 * together. Taps of one channel see nearly the same values.
 */
export class InputCovariances {
  readonly #products: InferenceSession;
  readonly #signal: AbortSignal | undefined;
  readonly #sums = new Map<string, Sums>();

  private constructor(products: InferenceSession, signal: AbortSignal | undefined) {
    this.#products = products;
    this.#signal = signal;
  }

  /** Open the graph that multiplies. @param signal ends every later call with its reason */
  static async create(signal?: AbortSignal): Promise<InputCovariances> {
    const graph = new GraphBuilder();
    const transposed = graph.node('Transpose', ['patches'], { perm: [0, 2, 1] });
    graph.node('MatMul', ['patches', transposed], {}, 'products');
    const model = {
      name: 'products',
      inputs: [{ name: 'patches', dims: ['blocks', 'inputs', 'positions'] }],
      outputs: [{ name: 'products', dims: ['blocks', 'inputs', 'inputs'] }],
      nodes: graph.nodes,
      initializers: graph.initializers,
    };
    return new InputCovariances(await InferenceSession.create(encodeOnnxModel(model)), signal);
  }

  /**
   * Add positions of a clip.
   * @param name of the activation
   * @param activation [1, channels, frames, bands]; the channels are a power of two, as in `BlockChannels`
   * @param level by which the activation is divided
   */
  async add(name: string, activation: Tensor, level: number): Promise<void> {
    this.#signal?.throwIfAborted();
    const { patches, positions } = samplePatches(activation, level);
    const channels = activation.dims[1]!;
    const blocks = Math.ceil(channels / BLOCK_CHANNELS);
    const size = (channels / blocks) * KERNEL_TAPS;
    const sums = this.#sums.get(name) ?? {
      blocks,
      size,
      positions: 0,
      first: new Float64Array(blocks * size),
      second: new Float32Array(blocks * size * size),
    };
    this.#sums.set(name, sums);
    const feeds = { patches: new Tensor('float32', patches, [blocks, size, positions]) };
    const products = (await this.#products.run(feeds)).products!.data as Float32Array;
    sums.positions += positions;
    for (let n = 0; n < patches.length; n++) sums.first[Math.floor(n / positions)]! += patches[n]!;
    for (let n = 0; n < products.length; n++) sums.second[n]! += products[n]!;
  }

  /**
   * Return the factors of an activation's covariances, block by block, and forget their sums, which take much memory.
   * @throws `MODEL_INVALID` if there are none, because an activation is not finite
   */
  async takeFactors(name: string): Promise<CovarianceFactor[]> {
    const { blocks, size, positions, first, second } = this.#sums.get(name)!;
    this.#sums.delete(name);
    const factors: CovarianceFactor[] = [];
    for (let block = 0; block < blocks; block++) {
      const means = first.subarray(block * size, (block + 1) * size).map((sum) => sum / positions);
      const covariances = new Matrix(size, size);
      for (let row = 0; row < size; row++) {
        for (let column = 0; column <= row; column++) {
          const product = second[(block * size + row) * size + column]! / positions;
          const covariance = product - means[row]! * means[column]!;
          covariances.set(row, column, covariance);
          covariances.set(column, row, covariance);
        }
      }
      // Inputs that are always 0 have no variance.
      const variance = covariances.trace() / size;
      const damping = variance > 0 ? DAMPING * variance : 1;
      for (let n = 0; n < size; n++) covariances.set(n, n, covariances.get(n, n) + damping);
      const decomposition = Number.isFinite(variance) ? new CholeskyDecomposition(covariances) : null;
      if (!decomposition?.isPositiveDefinite())
        throw invalidModel('quantisation', 'clips with activations of finite numbers', `others of ${name}`);
      factors.push({ values: Float64Array.from(decomposition.lowerTriangularMatrix.to1DArray()), size });
      await setImmediate(undefined, { signal: this.#signal });
    }
    return factors;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#products.release();
  }
}
