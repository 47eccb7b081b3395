import { elementsOf } from '../checkpoint/state-dict.ts';
import { convLayers, MEL_BANDS, TAG_COUNT } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';

/** Name of the file of raw weights, little-endian, to which the graphs refer. */
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
 * What lies where in the weight file: bn0 as scale and shift, convolutions with their batch norm folded in, the dense layers.
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
 * Places tensors of these names and shapes in a file, one after the other.
 * @param isInt8 whether a tensor is quantised
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
