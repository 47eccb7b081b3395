import { readFile } from 'node:fs/promises';
import { SoundalikeError, systemReason } from '@soundalike/errors';

/** Name of the projection in the model's folder. */
export const PROJECTION_FILE = 'projection.bin';

/** Values before the means: the numbers of inputs and outputs, and the clip. */
const HEAD_LENGTH = 3;

/**
 * A fixed linear map with which the parts of a vector become comparable by cosine: each input is standardised by a mean
 * and a scale, limited to ±clip, and multiplied by a matrix, which holds the weights of the parts and the whitening.
 */
export class Projection {
  readonly #inputs: number;
  readonly #outputs: number;
  readonly #clip: number;
  readonly #values: Float32Array;

  /**
   * @param values number of inputs, number of outputs, clip, the means, the scales, and the matrix, row-major
   * [inputs, outputs]
   * @throws RangeError if the numbers do not agree with the length, or a value is not finite
   */
  constructor(values: Float32Array) {
    const [inputs = 0, outputs = 0, clip = 0] = values;
    if (!(clip > 0) || values.length !== HEAD_LENGTH + inputs * (2 + outputs) || !values.every(Number.isFinite))
      throw new RangeError(`${values.length} values are no projection from ${inputs} to ${outputs} values`);
    this.#inputs = inputs;
    this.#outputs = outputs;
    this.#clip = clip;
    this.#values = values;
  }

  /** Length of what it takes and of what it returns. */
  get shape(): readonly [number, number] {
    return [this.#inputs, this.#outputs];
  }

  /** Return the projected values, in double precision inside. Inputs that are NaN count as their mean. */
  apply(inputs: Float32Array): Float32Array {
    const values = this.#values;
    const width = this.#outputs;
    const sums = new Float64Array(width);
    for (let n = 0; n < this.#inputs; n++) {
      const score = (inputs[n]! - values[HEAD_LENGTH + n]!) * values[HEAD_LENGTH + this.#inputs + n]!;
      if (Number.isNaN(score)) continue;
      const clipped = Math.max(-this.#clip, Math.min(this.#clip, score));
      const row = HEAD_LENGTH + 2 * this.#inputs + n * width;
      for (let output = 0; output < width; output++) sums[output]! += clipped * values[row + output]!;
    }
    return Float32Array.from(sums);
  }
}

/**
 * Read the projection of a model: float32, little-endian, as the constructor of `Projection` takes them.
 * @param shape number of inputs and outputs that it must have
 * @throws `MODEL_INVALID` if the file is missing or is not such a projection
 */
export async function readProjection(path: string, shape: readonly [number, number]): Promise<Projection> {
  try {
    const bytes = await readFile(path);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const values = Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, n) => view.getFloat32(4 * n, true));
    const projection = new Projection(values);
    if (projection.shape.join() !== shape.join())
      throw new RangeError(`it has the shape ${projection.shape.join(' × ')} instead of ${shape.join(' × ')}`);
    return projection;
  } catch (error) {
    throw new SoundalikeError('MODEL_INVALID', `${path} is not the projection of musicnn: ${systemReason(error)}`, {
      cause: error,
    });
  }
}
