import { SoundalikeError } from '@soundalike/errors';

/** A variable of a checkpoint; `data` is row-major. */
export interface CheckpointTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** Hands out a checkpoint's variables by name, each of the expected shape and finite; knows which nobody asked for. */
export class CheckpointVariables {
  readonly #tensors: ReadonlyMap<string, CheckpointTensor>;
  readonly #taken = new Set<string>();

  constructor(tensors: ReadonlyMap<string, CheckpointTensor>) {
    this.#tensors = tensors;
  }

  /**
   * @throws `CHECKPOINT_INVALID` when the variable is missing, of another shape, or holds a value that is not finite.
   */
  take(name: string, dims: readonly number[]): Float32Array {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw checkpointInvalid(`${name}: expected a variable of this name, but the checkpoint has none`);
    if (tensor.dims.join() !== dims.join()) {
      throw checkpointInvalid(`${name}: expected shape [${dims.join(', ')}], got [${tensor.dims.join(', ')}]`);
    }
    if (!tensor.data.every(Number.isFinite)) throw checkpointInvalid(`${name}: expected finite values`);
    this.#taken.add(name);
    return tensor.data;
  }

  /** @throws `CHECKPOINT_INVALID` when a variable is left over: then this is another network. */
  expectAllTaken(): void {
    const left = [...this.#tensors.keys()].filter((name) => !this.#taken.has(name));
    if (left.length > 0)
      throw checkpointInvalid(`expected no variables but musicnn's, got ${left.slice(0, 5).join(', ')}`);
  }
}

/** The error for a checkpoint that is not what it should be. */
export function checkpointInvalid(message: string, cause?: unknown): SoundalikeError {
  return new SoundalikeError('CHECKPOINT_INVALID', message, cause === undefined ? undefined : { cause });
}

/** How TensorFlow names the layers of a kind in the order they are made: `conv2d`, `conv2d_1`, `conv2d_2` … */
export function variableName(kind: string, index: number): string {
  return index === 0 ? kind : `${kind}_${index}`;
}

/**
 * TensorFlow's convolution kernel [height, width, in, out] as ONNX wants it, [out, in, height, width], with the chosen
 * outputs only.
 */
export function transposeKernel(
  kernel: Float32Array,
  dims: readonly [number, number, number, number],
  outputs: readonly number[],
): Float32Array {
  const [height, width, inputs, allOutputs] = dims;
  const transposed = new Float32Array(outputs.length * inputs * height * width);
  let index = 0;
  for (const output of outputs) {
    for (let input = 0; input < inputs; input++) {
      for (let cell = 0; cell < height * width; cell++) {
        transposed[index++] = kernel[(cell * inputs + input) * allOutputs + output]!;
      }
    }
  }
  return transposed;
}
