import { checkpointInvalid, elementsOf, spanOf } from './checkpoint.ts';
import type { DType, Storage, TensorInfo } from './checkpoint.ts';
import { PickleGlobal, PickleReader } from './pickle-reader.ts';
import type { PickleContext } from './pickle-reader.ts';

/** Content of the pickle of a checkpoint. */
export interface StateDict {
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  /** Storages by key. */
  readonly storages: ReadonlyMap<string, Storage>;
  /** Offset of the byte after the pickle. */
  readonly end: number;
}

/** Limit on the memory that a small storage, repeated with stride 0, can take. No tensor of Cnn14 has as many. */
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

/** Types that `_rebuild_from_type_v2` is allowed to name. */
const TENSOR_TYPES = ['torch.Tensor'];

/** The functions of a state dict's pickle. */
const REBUILD_CALLS: PickleContext['calls'] = {
  'collections.OrderedDict': (args) => {
    if (args.length > 0) throw checkpointInvalid('an ordered dictionary has arguments; only empty ones are supported');
    return new Map();
  },
  'torch._utils._rebuild_tensor_v2': tensorOf,
  'torch._utils._rebuild_parameter': parameterOf,
  'torch._utils._rebuild_parameter_with_state': parameterOf,
  'torch._tensor._rebuild_from_type_v2': attributedTensorOf,
};

/**
 * Read the pickle of `torch.save` from `start` on: of `{'model': state_dict, …}`, or of a state dict itself. Tensors
 * are described, not loaded. Other entries of the state dict, such as `_extra_state`, are left out.
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
        throw checkpointInvalid(`storage ${storage.key} is described twice, with differences`);
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

/** The value of a persistent id: a part of a storage in files of torch before 0.4, else an entire storage. */
interface StorageView {
  readonly storage: Storage;
  readonly first: number;
  readonly elements: number;
}

/**
 * Read a storage from `('storage', type, key, location, elements)`. Legacy files have a sixth item: None, or the part
 * of the storage as `(key, first, elements)`.
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
    throw checkpointInvalid(`storage ${key}: expected a part of its ${elements} elements, got a part outside it`);
  return { storage, first, elements: length };
}

/** Read a tensor from `_rebuild_tensor_v2(storage, offset, shape, stride, requires_grad, backward_hooks, metadata)`. */
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
    throw checkpointInvalid(`${described} must be negated or conjugated when read, which is not supported`);
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

/** Read a tensor from `_rebuild_parameter(data, requires_grad, backward_hooks)`, with or without a state. */
function parameterOf([data]: readonly unknown[]): TensorInfo {
  if (!isTensor(data)) throw checkpointInvalid('expected the tensor of a parameter, got something else');
  return data;
}

/** Read a tensor with attributes from `_rebuild_from_type_v2(rebuild, type, args, state)`. */
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
