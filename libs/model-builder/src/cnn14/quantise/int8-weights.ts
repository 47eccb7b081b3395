import { blockOf, EARLY, LATE } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import { slotsOf, weightSlots } from '../weight-file.ts';
import type { WeightSlot } from '../weight-file.ts';
import { LEVEL_PLANES } from './level-planes.ts';
import { KERNEL_TAPS } from './weight-pairs.ts';

export const FIRST_WEIGHT = 'conv_block1.conv1.weight';

/**
 * The first convolution, with one input channel, stays in float: it is 0.2% of the work, and its input is the whole
 * dynamic range.
 */
export function isInt8Weight(name: string): boolean {
  return name.startsWith('conv') && name.endsWith('.weight') && name !== FIRST_WEIGHT;
}

/**
 * Whether a convolution is of the late stage, which has two bands. A kernel of three bands meets zeros at one of its
 * places at least; with the bands as further channels it is a kernel of one, and two thirds of the multiplications.
 */
export function isUnrolled(name: string): boolean {
  return blockOf(name) === LATE.firstBlock;
}

/** Weights of a filter that see one input channel: those of a 3×3 kernel, or of one along time. */
export function tapsOf(name: string): number {
  return isUnrolled(name) ? 3 : KERNEL_TAPS;
}

/**
 * Whether a convolution, or a tensor of it, is of a stage in which the level has planes of its own: of those that have
 * most of the weights, which are packed once then.
 */
export function hasLevelPlanes(name: string): boolean {
  return blockOf(name) > EARLY.lastBlock;
}

/** Whether a convolution, or a tensor of it, passes the planes on: where another one of its stage follows. */
export function passesPlanesOn(name: string): boolean {
  return hasLevelPlanes(name) && name.includes('.conv1');
}

/** What lies where in the weight file of an int8 model: as in the float one, but for the convolutions. */
export function int8WeightSlots(channels: BlockChannels): Map<string, WeightSlot> {
  return slotsOf(
    [...weightSlots(channels).values()].map(
      ({ name, dims }) => [name, isInt8Weight(name) ? int8Dims(name, dims) : dims] as const,
    ),
    isInt8Weight,
  );
}

function int8Dims(name: string, [outputs = 0, inputs = 0, ...taps]: readonly number[]): number[] {
  const copies = isUnrolled(name) ? LATE.bands : 1;
  return [
    copies * outputs + (passesPlanesOn(name) ? LEVEL_PLANES : 0),
    copies * inputs + (hasLevelPlanes(name) ? LEVEL_PLANES : 0),
    ...(isUnrolled(name) ? [taps[0]!, 1] : taps),
  ];
}

/**
 * The weights of a 3×3 convolution over two bands as those of one along time, with the channels of each band, band by
 * band.
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
