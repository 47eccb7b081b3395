import { checkpointInvalid, elementsOf, spanOf } from './checkpoint.ts';
import type { DType, Storage, TensorInfo } from './checkpoint.ts';
import { PickleGlobal, PickleReader } from './pickle-reader.ts';
import type { PickleContext } from './pickle-reader.ts';

/** What the pickle of a checkpoint says. */
export interface StateDict {
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  /** By key. */
  readonly storages: ReadonlyMap<string, Storage>;
  /** Offset of the byte after the pickle. */
  readonly end: number;
}

/** More than any tensor of Cnn14 has: bounds the memory that a small storage, repeated with stride 0, can ask for. */
const MAX_TENSOR_ELEMENTS = 2 ** 28;

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

/** Types that `_rebuild_from_type_v2` may name. */
const TENSOR_TYPES = ['torch.Tensor'];

/** The functions of a state dict's pickle. */
const REBUILD_CALLS: PickleContext['calls'] = {
  'collections.OrderedDict': (args) => {
    if (args.length > 0)
      throw checkpointInvalid('expected an ordered dictionary that starts empty, got one with arguments');
    return new Map();
  },
  'torch._utils._rebuild_tensor_v2': tensorOf,
  'torch._utils._rebuild_parameter': parameterOf,
  'torch._utils._rebuild_parameter_with_state': parameterOf,
  'torch._tensor._rebuild_from_type_v2': attributedTensorOf,
};

/**
 * Read the pickle of `torch.save` from `start` on: of `{'model': state_dict, …}`, or of a state dict itself. Tensors are described, not
 * loaded. Entries of the state dict that are no tensors, such as `_extra_state`, are left out.
 * @throws `CHECKPOINT_INVALID`
 */
export function readStateDict(pickle: Uint8Array, start: number): StateDict {
  const storages = new Map<string, Storage>();
  const reader = new PickleReader(pickle, start, {
    calls: REBUILD_CALLS,
    values: new Set([...Object.keys(STORAGE_TYPES), ...TENSOR_TYPES]),
    persistent: (id) => {
      const view = storageViewOf(id);
      const { storage } = view;
      const known = storages.get(storage.key);
      if (known && (known.dtype !== storage.dtype || known.elements !== storage.elements)) {
        throw checkpointInvalid(`expected one description of storage ${storage.key}, got two that differ`);
      }
      storages.set(storage.key, known ?? storage);
      return known ? { ...view, storage: known } : view;
    },
  });
  const tensors = new Map<string, TensorInfo>();
  for (const [name, tensor] of modelOf(reader.read()))
    if (typeof name === 'string' && isTensor(tensor)) tensors.set(name, tensor);
  return { tensors, storages, end: reader.position };
}

function modelOf(top: unknown): ReadonlyMap<unknown, unknown> {
  if (top instanceof Map) {
    const model: unknown = top.get('model') ?? top.get('state_dict') ?? top;
    if (model instanceof Map && [...model.values()].some(isTensor)) return model;
  }
  throw checkpointInvalid('expected a state dict, or a dictionary with one as its entry "model", got something else');
}

/** What a persistent id stands for: in files of torch before 0.4 a part of a storage, else all of it. */
interface StorageView {
  readonly storage: Storage;
  readonly first: number;
  readonly elements: number;
}

/**
 * `('storage', type, key, location, elements)`; legacy files have a sixth item, which is None or the part `(key, first, elements)`
 * that this is of the storage.
 */
function storageViewOf(id: unknown): StorageView {
  if (!Array.isArray(id)) throw checkpointInvalid('expected the description of a storage, got something else');
  const [kind, type, key, location, elements, part = null] = id as unknown[];
  const dtype = type instanceof PickleGlobal ? STORAGE_TYPES[type.name] : undefined;
  if (
    kind !== 'storage' ||
    dtype === undefined ||
    typeof key !== 'string' ||
    typeof location !== 'string' ||
    !isCount(elements)
  ) {
    throw checkpointInvalid("expected a storage as ('storage', type, key, location, elements), got something else");
  }
  const storage = { key, dtype, elements };
  if (part === null) return { storage, first: 0, elements };
  const [, first, length] = Array.isArray(part) ? (part as unknown[]) : [];
  if (!isCount(first) || !isCount(length) || first + length > elements)
    throw checkpointInvalid(`storage ${key}: expected a part of its ${elements} elements, got another one`);
  return { storage, first, elements: length };
}

/** `_rebuild_tensor_v2(storage, offset, shape, stride, requires_grad, backward_hooks, metadata)`. */
function tensorOf([view, offset, shape, strides, , , metadata = null]: readonly unknown[]): TensorInfo {
  if (
    !isStorageView(view) ||
    !isCount(offset) ||
    !isCounts(shape) ||
    !isCounts(strides) ||
    shape.length !== strides.length
  ) {
    throw checkpointInvalid('expected a tensor as (storage, offset, shape, stride, …), got something else');
  }
  const { storage, first, elements } = view;
  const described = `a tensor of shape [${shape.join(', ')}] with strides [${strides.join(', ')}]`;
  if (metadata instanceof Map && metadata.size > 0)
    throw checkpointInvalid(`expected plain values, got ${described} that is to be negated or conjugated when read`);
  if (elementsOf(shape) > MAX_TENSOR_ELEMENTS)
    throw checkpointInvalid(`expected at most ${MAX_TENSOR_ELEMENTS} elements, got ${described}`);
  const info = { dtype: storage.dtype, shape, strides, storage, offset: first + offset };
  if (offset + spanOf(info) > elements) {
    throw checkpointInvalid(
      `storage ${storage.key}: expected room for ${described} from element ${offset} on, got ${elements} elements`,
    );
  }
  return info;
}

/** `_rebuild_parameter(data, requires_grad, backward_hooks)`, and the one with a state, which says nothing of the values. */
function parameterOf([data]: readonly unknown[]): TensorInfo {
  if (!isTensor(data)) throw checkpointInvalid('expected the tensor of a parameter, got something else');
  return data;
}

/** `_rebuild_from_type_v2(rebuild, type, args, state)`: a tensor that has attributes. */
function attributedTensorOf([rebuild, type, args]: readonly unknown[]): TensorInfo {
  const call = rebuild instanceof PickleGlobal ? REBUILD_CALLS[rebuild.name] : undefined;
  const tensor =
    call && type instanceof PickleGlobal && TENSOR_TYPES.includes(type.name) && Array.isArray(args) ? call(args) : null;
  if (!isTensor(tensor)) throw checkpointInvalid('expected a tensor with attributes, got something else');
  return tensor;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= 8 && value.every(isCount);
}

function isStorageView(value: unknown): value is StorageView {
  return typeof value === 'object' && value !== null && 'first' in value;
}

function isTensor(value: unknown): value is TensorInfo {
  return typeof value === 'object' && value !== null && 'strides' in value;
}
