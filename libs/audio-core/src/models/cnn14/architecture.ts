/** Output channels of Cnn14's six blocks; the last is the length of the embedding. Tests use narrower ones. */
export type BlockChannels = readonly [number, number, number, number, number, number];

/** The published model's. */
export const CNN14_CHANNELS: BlockChannels = [64, 128, 256, 512, 1024, 2048];

export const MEL_BANDS = 64;
export const FFT_SIZE = 1024;
export const TAG_COUNT = 527;

/** Epsilon of every batch norm (torch's default). */
export const BATCH_NORM_EPSILON = 1e-5;

/** Time frames that the poolings reduce to one column: 2 to the power of 5. */
export const FRAMES_PER_COLUMN = 32;

/** A 3×3 convolution with the batch norm that follows it. */
export interface ConvLayer {
  /** Names in the checkpoint, without `.weight`. */
  readonly conv: string;
  readonly batchNorm: string;
  readonly inputs: number;
  readonly outputs: number;
}

/** The twelve convolutions, two a block, in order. */
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

/** The two convolutions of a block, counted from 0. */
export function blockLayers(channels: BlockChannels, block: number): ConvLayer[] {
  return convLayers(channels).slice(2 * block, 2 * block + 2);
}

/** The block that a layer or tensor is of by its name, counted from 0; not a number, where it is of none. */
export function blockOf(name: string): number {
  return Number(/^conv_block(\d)/u.exec(name)?.[1]) - 1;
}
