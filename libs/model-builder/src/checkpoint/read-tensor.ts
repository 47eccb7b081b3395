import { checkpointInvalid, spanOf, storageBytes, elementsOf } from './checkpoint.ts';
import type { Checkpoint, DType, TensorInfo } from './checkpoint.ts';

/** Type and shape that a tensor must have. */
export interface ExpectedTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
}

/**
 * Check that a checkpoint holds exactly the expected tensors. Every floating-point type counts as float32.
 * @throws `CHECKPOINT_INVALID` naming the first that differs
 */
export function expectTensors(checkpoint: Checkpoint, expected: ReadonlyMap<string, ExpectedTensor>): void {
  for (const [name, want] of expected) {
    const got = checkpoint.tensors.get(name);
    const dtype = got && isFloat(got.dtype) ? 'float32' : got?.dtype;
    if (!got || dtype !== want.dtype || got.shape.join() !== want.shape.join()) {
      throw checkpointInvalid(`${name}: expected ${describe(want)}, got ${got ? describe(got) : 'no such tensor'}`);
    }
  }
  for (const name of checkpoint.tensors.keys()) {
    if (!expected.has(name))
      throw checkpointInvalid(
        `expected the ${expected.size} tensors of Cnn14, but found another one, ${JSON.stringify(name.slice(0, 200))}`,
      );
  }
}

/**
 * Read a tensor of floating-point numbers as torch's `tensor.float()` gives it: in row-major order, whatever its
 * strides.
 * @throws `CHECKPOINT_INVALID` if a value is not finite, or the file is damaged
 */
export async function readFloatTensor(checkpoint: Checkpoint, name: string): Promise<Float32Array<ArrayBuffer>> {
  const info = checkpoint.tensors.get(name);
  if (!info || !isFloat(info.dtype))
    throw checkpointInvalid(`${name}: expected a float32 tensor, got ${info ? describe(info) : 'none'}`);
  const bytes = await checkpoint.readStorage(
    info.storage,
    storageBytes(info.storage, info.offset),
    storageBytes(info.storage, spanOf(info)),
  );
  const values = gatherView(decodeFloats(bytes, info.dtype), info);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw checkpointInvalid(`${name}: expected finite values, got ${values[bad]} at element ${bad}`);
  return values;
}

function describe({ dtype, shape }: ExpectedTensor | TensorInfo): string {
  return `${dtype} [${shape.join(', ')}]`;
}

/** Element types that hold floating-point numbers. */
type FloatType = Extract<DType, 'float32' | 'float64' | 'float16' | 'bfloat16'>;

const FLOAT_TYPES: ReadonlySet<DType> = new Set<FloatType>(['float32', 'float64', 'float16', 'bfloat16']);

/** Report whether an element type holds floating-point numbers. */
function isFloat(dtype: DType): dtype is FloatType {
  return FLOAT_TYPES.has(dtype);
}

/** Return the largest relative error of rounding a float32 number to an element type. */
export function roundingOf(dtype: DType | undefined): number {
  if (dtype === 'float16') return 2 ** -11;
  return dtype === 'bfloat16' ? 2 ** -8 : 0;
}

/**
 * Convert little-endian elements to float32. Only float64 is rounded, to nearest even.
 * @param bytes complete elements, at the start of their buffer; the result may share the buffer
 */
function decodeFloats({ buffer }: Uint8Array<ArrayBuffer>, dtype: FloatType): Float32Array<ArrayBuffer> {
  switch (dtype) {
    case 'float32':
      return new Float32Array(buffer);
    case 'float64':
      return Float32Array.from(new Float64Array(buffer));
    case 'float16':
      return Float32Array.from(new Float16Array(buffer));
    case 'bfloat16': // the upper half of a float32
      return new Float32Array(Uint32Array.from(new Uint16Array(buffer), (upper) => upper << 16).buffer);
  }
}

/**
 * Copy a view into row-major order. A view that is row-major already is returned unchanged.
 * @param elements the elements from the first to the last that the view touches
 */
function gatherView(
  elements: Float32Array<ArrayBuffer>,
  { shape, strides }: { readonly shape: readonly number[]; readonly strides: readonly number[] },
): Float32Array<ArrayBuffer> {
  if (elements.length === elementsOf(shape) && isRowMajor(shape, strides)) return elements;
  const values = new Float32Array(elementsOf(shape));
  if (values.length === 0) return values;
  const size = shape.at(-1) ?? 1;
  const stride = strides.at(-1) ?? 1;
  const index = shape.map(() => 0);
  let start = 0;
  for (let row = 0; row < values.length; row += size) {
    for (let n = 0; n < size; n++) values[row + n] = elements[start + n * stride]!;
    // Step to the next row, like an odometer.
    for (let axis = shape.length - 2; axis >= 0; axis--) {
      start += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      start -= shape[axis]! * strides[axis]!;
      index[axis] = 0;
    }
  }
  return values;
}

function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  let step = 1;
  return shape.toReversed().every((size, n) => {
    const fits = size === 1 || strides.at(-1 - n) === step;
    step *= size;
    return fits;
  });
}
