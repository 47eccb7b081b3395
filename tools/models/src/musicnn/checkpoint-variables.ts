import { SoundalikeError } from '@soundalike/errors';

/** A variable of a checkpoint; `data` is row-major. */
export interface CheckpointTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/**
 * The variables of a checkpoint, taken by name with the expected shape and finite values. It records which were not
 * taken.
 */
export class CheckpointVariables {
  readonly #tensors: ReadonlyMap<string, CheckpointTensor>;
  readonly #taken = new Set<string>();

  constructor(tensors: ReadonlyMap<string, CheckpointTensor>) {
    this.#tensors = tensors;
  }

  /**
   * Return a variable.
   * @throws `CHECKPOINT_INVALID` if it is missing, has another shape or a value that is not finite
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

  /** Check that all variables were taken. @throws `CHECKPOINT_INVALID` if one is left, as in another network */
  expectAllTaken(): void {
    const left = [...this.#tensors.keys()].filter((name) => !this.#taken.has(name));
    if (left.length > 0)
      throw checkpointInvalid(`expected no variables but those of musicnn, got ${left.slice(0, 5).join(', ')}`);
  }
}

/** Return the error for an invalid checkpoint. */
export function checkpointInvalid(message: string, cause?: unknown): SoundalikeError {
  return new SoundalikeError('CHECKPOINT_INVALID', message, cause === undefined ? undefined : { cause });
}

/** Return TensorFlow's name of a layer by kind and order of creation: `conv2d`, `conv2d_1`, `conv2d_2` … */
export function variableName(kind: string, index: number): string {
  return index === 0 ? kind : `${kind}_${index}`;
}

/**
 * Convert TensorFlow's convolution kernel [height, width, in, out] to ONNX's [out, in, height, width], with the
 * selected outputs only.
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
