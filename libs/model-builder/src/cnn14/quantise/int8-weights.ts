import { blockOf, EARLY, LATE } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import { slotsOf, weightSlots } from '../weight-file.ts';
import type { WeightSlot } from '../weight-file.ts';
import { LEVEL_PLANES } from './level-planes.ts';
import { KERNEL_TAPS } from './weight-pairs.ts';

export const FIRST_WEIGHT = 'conv_block1.conv1.weight';

/**
 * Report whether a tensor is quantised. The first convolution, with one input channel, stays in float: it is 0.2% of
 * the work, and its input has the full dynamic range.
 */
export function isInt8Weight(name: string): boolean {
  return name.startsWith('conv') && name.endsWith('.weight') && name !== FIRST_WEIGHT;
}

/**
 * Report whether a convolution belongs to the late stage, which has two bands. There at least one of a kernel's three
 * bands sees only padding. With the bands as channels, the kernel has one band and needs two thirds of the
 * multiplications.
 */
export function isUnrolled(name: string): boolean {
  return blockOf(name) === LATE.firstBlock;
}

/** Return the number of a filter's weights on one input channel: of a 3×3 kernel, or of one along time. */
export function tapsOf(name: string): number {
  return isUnrolled(name) ? 3 : KERNEL_TAPS;
}

/**
 * Report whether a convolution, or a tensor of it, belongs to a stage with level planes. Those stages have most of the
 * weights, which are then packed only once.
 */
function hasLevelPlanes(name: string): boolean {
  return blockOf(name) > EARLY.lastBlock;
}

/** Report whether a convolution, or a tensor of it, passes the level planes on to another convolution of its stage. */
export function passesPlanesOn(name: string): boolean {
  return hasLevelPlanes(name) && name.includes('.conv1');
}

/** Return the tensors of an int8 model's weight file. Only the convolutions differ from the float model. */
export function int8WeightSlots(channels: BlockChannels): Map<string, WeightSlot> {
  return slotsOf(
    [...weightSlots(channels).values()].map(
      ({ name, dims }) => [name, isInt8Weight(name) ? int8Dims(name, dims) : dims] as const,
    ),
    isInt8Weight,
  );
}

/** Return [outputs, inputs, …] as the graphs take them: see `middleNodes` and `lateNodes`. */
function int8Dims(name: string, [outputs = 0, inputs = 0, ...taps]: readonly number[]): number[] {
  const copies = isUnrolled(name) ? LATE.bands : 1;
  const allOutputs = copies * outputs + (passesPlanesOn(name) ? LEVEL_PLANES : 0);
  const allInputs = copies * inputs + (hasLevelPlanes(name) ? LEVEL_PLANES : 0);
  if (isUnrolled(name)) return [allOutputs, tapsOf(name) * allInputs];
  return hasLevelPlanes(name) ? [allOutputs, allInputs, 1, ...taps] : [allOutputs, allInputs, ...taps];
}

/**
 * Convert the weights of a 3×3 convolution over two bands to those of one along time, with the channels of both bands,
 * band by band.
 * @param weights row-major [outputs, inputs, 3 (frames), 3 (bands)]
 * @returns row-major [2 · outputs, 2 · inputs, 3]
 */
export function unrollBands(weights: Int8Array, outputs: number): Int8Array<ArrayBuffer> {
  const { bands } = LATE;
  const inputs = weights.length / outputs / KERNEL_TAPS;
  const unrolled = new Int8Array(bands * outputs * bands * inputs * 3);
  let at = 0;
  for (let outputBand = 0; outputBand < bands; outputBand++) {
    for (let output = 0; output < outputs; output++) {
      for (let inputBand = 0; inputBand < bands; inputBand++) {
        const tap = inputBand - outputBand + 1;
        for (let input = 0; input < inputs; input++) {
          for (let frame = 0; frame < 3; frame++)
            unrolled[at++] = weights[((output * inputs + input) * 3 + frame) * 3 + tap]!;
        }
      }
    }
  }
  return unrolled;
}

/**
 * Order the weights of each filter tap by tap, for a product of matrices.
 * @param weights row-major [filters, inputs, taps]
 * @returns row-major [filters, taps, inputs]
 */
export function tapsFirst(weights: Int8Array, filters: number, taps: number): Int8Array<ArrayBuffer> {
  const length = weights.length / filters;
  const inputs = length / taps;
  return Int8Array.from(weights, (_, n) => {
    const at = n % length;
    return weights[n - at + (at % inputs) * taps + Math.floor(at / inputs)]!;
  });
}
