import { elementsOf } from './state-dict.ts';

/**
 * Copy a view into row-major order; one that is row-major already is returned as it is.
 * @param elements from the first to the last that the view touches
 */
export function gatherView(
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
