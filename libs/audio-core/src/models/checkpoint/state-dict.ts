import { checkpointInvalid } from './checkpoint-error.ts';
import { PickleGlobal, PickleReader } from './pickle-reader.ts';

/** Element type of a tensor, by torch's name for it. */
export type DType =
  'float32' | 'float64' | 'float16' | 'bfloat16' | 'int64' | 'int32' | 'int16' | 'int8' | 'uint8' | 'bool';

/** A block of elements that tensors are views of. */
export interface Storage {
  readonly key: string;
  readonly dtype: DType;
  readonly elements: number;
}

/** A tensor of a state dict: a row-major view of a storage. */
export interface TensorInfo {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly storage: Storage;
  /** First element within the storage. */
  readonly offset: number;
}

/** What the pickle of a checkpoint says. */
export interface StateDict {
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  /** By key. */
  readonly storages: ReadonlyMap<string, Storage>;
  /** Offset of the byte after the pickle. */
  readonly end: number;
}

const STORAGE_TYPES: Readonly<Record<string, DType>> = {
  'torch.FloatStorage': 'float32',
  'torch.DoubleStorage': 'float64',
  'torch.HalfStorage': 'float16',
  'torch.BFloat16Storage': 'bfloat16',
  'torch.LongStorage': 'int64',
  'torch.IntStorage': 'int32',
  'torch.ShortStorage': 'int16',
  'torch.CharStorage': 'int8',
  'torch.ByteStorage': 'uint8',
  'torch.BoolStorage': 'bool',
};

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

/** Size of a storage, or of that many of its elements, in bytes. */
export function storageBytes(storage: Storage, elements = storage.elements): number {
  return elements * ITEM_BYTES[storage.dtype];
}

/** Number of elements of a shape; 1 for a scalar. */
export function elementsOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * Reads the pickle of `torch.save({'model': state_dict, …})` from `start` on. Tensors are described, not loaded.
 * @throws `CHECKPOINT_INVALID`
 */
export function readStateDict(pickle: Uint8Array, start: number): StateDict {
  const storages = new Map<string, Storage>();
  const reader = new PickleReader(pickle, start, {
    calls: {
      'collections.OrderedDict': (args) => {
        if (args.length > 0)
          throw checkpointInvalid('expected an ordered dictionary that starts empty, got one with arguments');
        return new Map();
      },
      'torch._utils._rebuild_tensor_v2': tensorOf,
    },
    values: new Set(Object.keys(STORAGE_TYPES)),
    persistent: (id) => {
      const storage = storageOf(id);
      const known = storages.get(storage.key);
      if (known && (known.dtype !== storage.dtype || known.elements !== storage.elements)) {
        throw checkpointInvalid(`expected one description of storage ${storage.key}, got two that differ`);
      }
      if (!known) storages.set(storage.key, storage);
      return known ?? storage;
    },
  });
  const top = reader.read();
  const model: unknown = top instanceof Map ? top.get('model') : undefined;
  if (!(model instanceof Map))
    throw checkpointInvalid('expected a dictionary with the entry "model", got something else');
  const tensors = new Map<string, TensorInfo>();
  for (const [name, tensor] of model) {
    if (typeof name !== 'string' || !isTensor(tensor))
      throw checkpointInvalid(`model: expected named tensors, got ${String(name)} of another kind`);
    tensors.set(name, tensor);
  }
  return { tensors, storages, end: reader.position };
}

/** `('storage', type, key, location, elements)`, and in legacy files a sixth item, which is None unless it is a view of another. */
function storageOf(id: unknown): Storage {
  if (!Array.isArray(id)) throw checkpointInvalid('expected the description of a storage, got something else');
  const [kind, type, key, location, elements, view = null] = id as unknown[];
  const dtype = type instanceof PickleGlobal ? STORAGE_TYPES[type.name] : undefined;
  if (
    kind !== 'storage' ||
    dtype === undefined ||
    typeof key !== 'string' ||
    typeof location !== 'string' ||
    !isCount(elements) ||
    view !== null
  ) {
    throw checkpointInvalid("expected a storage as ('storage', type, key, location, elements), got something else");
  }
  return { key, dtype, elements };
}

/** `_rebuild_tensor_v2(storage, offset, shape, stride, requires_grad, backward_hooks)`. */
function tensorOf([storage, offset, shape, stride]: readonly unknown[]): TensorInfo {
  if (
    !isStorage(storage) ||
    !isCount(offset) ||
    !isCounts(shape) ||
    !isCounts(stride) ||
    shape.length !== stride.length
  ) {
    throw checkpointInvalid('expected a tensor as (storage, offset, shape, stride, …), got something else');
  }
  const rowMajor = shape.map((_, axis) => elementsOf(shape.slice(axis + 1)));
  if (shape.some((size, axis) => size > 1 && stride[axis] !== rowMajor[axis])) {
    throw checkpointInvalid(
      `expected row-major tensors, got shape [${shape.join(', ')}] with strides [${stride.join(', ')}]`,
    );
  }
  if (offset + elementsOf(shape) > storage.elements) {
    throw checkpointInvalid(
      `storage ${storage.key}: expected room for [${shape.join(', ')}] from element ${offset} on, got ${storage.elements} elements`,
    );
  }
  return { dtype: storage.dtype, shape, storage, offset };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= 8 && value.every(isCount);
}

function isStorage(value: unknown): value is Storage {
  return typeof value === 'object' && value !== null && 'elements' in value;
}

function isTensor(value: unknown): value is TensorInfo {
  return typeof value === 'object' && value !== null && 'storage' in value;
}
