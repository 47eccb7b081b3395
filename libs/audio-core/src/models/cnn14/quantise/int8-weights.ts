import { blockOf } from '../architecture.ts';
import type { BlockChannels } from '../architecture.ts';
import { LATE } from '../stages.ts';
import { slotsOf, weightSlots } from '../weight-file.ts';
import type { WeightSlot } from '../weight-file.ts';

export const FIRST_WEIGHT = 'conv_block1.conv1.weight';

/** The first convolution, with one input channel, stays in float: it is 0.2% of the work, and its input is the whole dynamic range. */
export function isInt8Weight(name: string): boolean {
  return name.startsWith('conv') && name.endsWith('.weight') && name !== FIRST_WEIGHT;
}

/**
 * Whether a convolution is of the late stage, which has two bands. A kernel of three bands meets zeros at one of its places at least; with the bands as further channels
 * it is a kernel of one, and two thirds of the multiplications.
 */
export function isUnrolled(name: string): boolean {
  return blockOf(name) === LATE.firstBlock;
}

/** What lies where in the weight file of an int8 model: as in the float one, but for the convolutions. */
export function int8WeightSlots(channels: BlockChannels): Map<string, WeightSlot> {
  const shapes = [...weightSlots(channels).values()].map(({ name, dims: [outputs = 1, inputs = 1, ...rest], dims }) =>
    [name, isInt8Weight(name) && isUnrolled(name) ? [LATE.bands * outputs, LATE.bands * inputs, rest[0]!, 1] : dims] as const);
  return slotsOf(shapes, isInt8Weight);
}

/**
 * The weights of a 3×3 convolution over two bands as those of one along time, with the channels of each band, band by band.
 * @param weights row-major [outputs, inputs, 3 (frames), 3 (bands)]
 * @returns row-major [2 · outputs, 2 · inputs, 3]
 */
export function unrollBands(weights: Int8Array, outputs: number): Int8Array<ArrayBuffer> {
  const { bands } = LATE;
  const inputs = weights.length / outputs / 9;
  const unrolled = new Int8Array(bands * outputs * bands * inputs * 3);
  let at = 0;
  for (let outputBand = 0; outputBand < bands; outputBand++) {
    for (let output = 0; output < outputs; output++) {
      for (let inputBand = 0; inputBand < bands; inputBand++) {
        const tap = inputBand - outputBand + 1;
        for (let input = 0; input < inputs; input++) {
          for (let frame = 0; frame < 3; frame++) unrolled[at++] = weights[((output * inputs + input) * 3 + frame) * 3 + tap]!;
        }
      }
    }
  }
  return unrolled;
}
