/** Output channels of Cnn14's six blocks. The last is the length of the embedding. Tests use narrower blocks. */
export type BlockChannels = readonly [number, number, number, number, number, number];

/** Output channels of the published model. */
export const CNN14_CHANNELS: BlockChannels = [64, 128, 256, 512, 1024, 2048];

export const MEL_BANDS = 64;
export const FFT_SIZE = 1024;
export const TAG_COUNT = 527;

/** Epsilon of every batch norm (torch's default). */
export const BATCH_NORM_EPSILON = 1e-5;

/** Time frames that the five poolings reduce to one column: 2 to the power of 5. */
export const FRAMES_PER_COLUMN = 32;

/** A 3×3 convolution with the batch norm that follows it. */
export interface ConvLayer {
  /** Names in the checkpoint, without `.weight`. */
  readonly conv: string;
  readonly batchNorm: string;
  readonly inputs: number;
  readonly outputs: number;
}

/** Return the twelve convolutions in order, two for each block. */
export function convLayers(channels: BlockChannels): ConvLayer[] {
  return channels.flatMap((outputs, block) =>
    [1, 2].map((n) => ({
      conv: `conv_block${block + 1}.conv${n}`,
      batchNorm: `conv_block${block + 1}.bn${n}`,
      inputs: n === 2 ? outputs : (channels[block - 1] ?? 1),
      outputs,
    })),
  );
}

/** Return the two convolutions of a block; blocks are counted from 0. */
export function blockLayers(channels: BlockChannels, block: number): ConvLayer[] {
  return convLayers(channels).slice(2 * block, 2 * block + 2);
}

/** Return the block of a layer or tensor by its name, counted from 0; NaN if it is not in a block. */
export function blockOf(name: string): number {
  return Number(/^conv_block(\d)/u.exec(name)?.[1]) - 1;
}
