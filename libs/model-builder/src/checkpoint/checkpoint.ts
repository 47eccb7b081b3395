import { SoundalikeError } from '@soundalike/errors';

/** Element type of a tensor, by torch's name for it. */
export type DType =
  'float32' | 'float64' | 'float16' | 'bfloat16' | 'int64' | 'int32' | 'int16' | 'int8' | 'uint8' | 'bool';

/** A block of elements that tensors are views of. */
export interface Storage {
  readonly key: string;
  readonly dtype: DType;
  readonly elements: number;
}

/** A tensor of a state dict: a view of a storage, all of which is within the storage. */
export interface TensorInfo {
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Steps between neighbours along each axis, in elements; 0 if an axis repeats one value. */
  readonly strides: readonly number[];
  readonly storage: Storage;
  /** First element within the storage. */
  readonly offset: number;
}

/** An open checkpoint: descriptions of its tensors, whose values stay in the file until they are read. */
export interface Checkpoint {
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  /** Read `byteLength` bytes of a storage from `byteOffset` on. @throws `CHECKPOINT_INVALID` */
  readStorage(storage: Storage, byteOffset: number, byteLength: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Return the error for an invalid checkpoint file. @param message what was expected and what was found */
export function checkpointInvalid(message: string, cause?: unknown): SoundalikeError {
  return new SoundalikeError('CHECKPOINT_INVALID', `checkpoint: ${message}`, { cause });
}

const ITEM_BYTES: Readonly<Record<DType, number>> = {
  float32: 4,
  float64: 8,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
};

/** Return the size in bytes of a storage, or of that many of its elements. */
export function storageBytes(storage: Storage, elements = storage.elements): number {
  return elements * ITEM_BYTES[storage.dtype];
}

/** Return the number of elements of a shape; 1 for a scalar. */
export function elementsOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Return the number of elements from the first to the last that a view touches; 0 for an empty view. */
export function spanOf({ shape, strides }: Pick<TensorInfo, 'shape' | 'strides'>): number {
  if (shape.includes(0)) return 0;
  return 1 + shape.reduce((last, size, axis) => last + (size - 1) * strides[axis]!, 0);
}
