import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { convLayers, MEL_BANDS, TAG_COUNT } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import { elementsOf } from '../checkpoint/checkpoint.ts';

/** Name of the file of raw little-endian weights, to which the graphs refer. */
export const WEIGHT_FILE = 'cnn14.weights';

/** Tensors start at multiples of this, so that the file can be mapped into memory. */
const ALIGNMENT = 4096;

/** A tensor of the weight file. */
export interface WeightSlot {
  readonly name: string;
  readonly dims: readonly number[];
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly byteLength: number;
  readonly type: 'float32' | 'int8';
}

/**
 * Return the tensors of the weight file: bn0 as scale and shift, convolutions with folded batch norms, the dense
 * layers.
 */
export function weightSlots(channels: BlockChannels): Map<string, WeightSlot> {
  const dims = channels[5];
  const shapes: (readonly [string, readonly number[]])[] = [
    ['bn0.scale', [MEL_BANDS]],
    ['bn0.shift', [MEL_BANDS]],
    ...convLayers(channels).flatMap(({ conv, inputs, outputs }) => [
      [`${conv}.weight`, [outputs, inputs, 3, 3]] as const,
      [`${conv}.bias`, [outputs]] as const,
    ]),
    ['fc1.weight', [dims, dims]],
    ['fc1.bias', [dims]],
    ['fc_audioset.weight', [TAG_COUNT, dims]],
    ['fc_audioset.bias', [TAG_COUNT]],
  ];
  return slotsOf(shapes);
}

/**
 * Place tensors of these names and shapes in a file, one after the other.
 * @param isInt8 tells by name whether a tensor is quantised
 */
export function slotsOf(
  shapes: readonly (readonly [string, readonly number[]])[],
  isInt8 = (_name: string): boolean => false,
): Map<string, WeightSlot> {
  let end = 0;
  const slots = shapes.map(([name, shape]) => {
    const offset = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
    const type = isInt8(name) ? 'int8' : 'float32';
    const byteLength = elementsOf(shape) * (type === 'int8' ? Int8Array : Float32Array).BYTES_PER_ELEMENT;
    end = offset + byteLength;
    return [name, { name, dims: shape, offset, byteLength, type }] as const;
  });
  return new Map(slots);
}

/** Writer of a file of tensors, with one in memory at a time. */
export class TensorWriter implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #name: string;
  readonly #slots: ReadonlyMap<string, WeightSlot>;
  readonly #hash = createHash('sha256');
  #end = 0;

  private constructor(file: FileHandle, name: string, slots: ReadonlyMap<string, WeightSlot>) {
    this.#file = file;
    this.#name = name;
    this.#slots = slots;
  }

  /** Create the file, which must not exist. */
  static async create(path: string, slots: ReadonlyMap<string, WeightSlot>): Promise<TensorWriter> {
    return new TensorWriter(await open(path, 'wx'), basename(path), slots);
  }

  /** Write one tensor at its offset, in the order of the slots. Gaps are filled with zeros. */
  async write(name: string, { buffer, byteOffset, byteLength }: Float32Array): Promise<void> {
    await this.#append(new Uint8Array(this.#slots.get(name)!.offset - this.#end));
    await this.#append(new Uint8Array(buffer, byteOffset, byteLength));
  }

  /** Flush the file to the disk. @returns the file, with the SHA-256 of its bytes in hexadecimal digits */
  async finish(): Promise<{ name: string; bytes: number; digest: string }> {
    await this.#file.sync();
    return { name: this.#name, bytes: this.#end, digest: this.#hash.digest('hex') };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }

  async #append(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    for (let done = 0; done < bytes.length;) done += (await this.#file.write(bytes, done)).bytesWritten;
    this.#end += bytes.length;
  }
}
