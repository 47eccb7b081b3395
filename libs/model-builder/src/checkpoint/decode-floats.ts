import type { DType } from './state-dict.ts';

/** Element types that hold floating-point numbers. */
export type FloatType = Extract<DType, 'float32' | 'float64' | 'float16' | 'bfloat16'>;

const FLOAT_TYPES: ReadonlySet<DType> = new Set<FloatType>(['float32', 'float64', 'float16', 'bfloat16']);

/** Whether an element type holds floating-point numbers. */
export function isFloat(dtype: DType): dtype is FloatType {
  return FLOAT_TYPES.has(dtype);
}

/** Largest relative error with which a number that float32 holds is rounded to an element type. */
export function roundingOf(dtype: DType | undefined): number {
  if (dtype === 'float16') return 2 ** -11;
  return dtype === 'bfloat16' ? 2 ** -8 : 0;
}

/**
 * Convert little-endian elements to float32: exactly, except that float64 is rounded to nearest even.
 * @param bytes a whole number of elements, at the start of its buffer; the result may share that
 */
export function decodeFloats({ buffer }: Uint8Array<ArrayBuffer>, dtype: FloatType): Float32Array<ArrayBuffer> {
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
