import type { ExpectedTensor } from '../checkpoint/read-tensor.ts';

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

/** Every tensor of a checkpoint of `panns_inference.models.Cnn14`, in the order of its state dict. */
export function checkpointTensors(channels: BlockChannels): Map<string, ExpectedTensor> {
  const bins = FFT_SIZE / 2 + 1;
  const dims = channels[5];
  const tensors = new Map<string, ExpectedTensor>();
  const float = (name: string, ...shape: number[]): void => void tensors.set(name, { dtype: 'float32', shape });
  const batchNorm = (name: string, size: number): void => {
    for (const part of ['weight', 'bias', 'running_mean', 'running_var']) float(`${name}.${part}`, size);
    tensors.set(`${name}.num_batches_tracked`, { dtype: 'int64', shape: [] });
  };
  float('spectrogram_extractor.stft.conv_real.weight', bins, 1, FFT_SIZE);
  float('spectrogram_extractor.stft.conv_imag.weight', bins, 1, FFT_SIZE);
  float('logmel_extractor.melW', bins, MEL_BANDS);
  batchNorm('bn0', MEL_BANDS);
  const layers = convLayers(channels);
  for (let block = 0; block < layers.length; block += 2) {
    const pair = layers.slice(block, block + 2);
    for (const { conv, inputs, outputs } of pair) float(`${conv}.weight`, outputs, inputs, 3, 3);
    for (const layer of pair) batchNorm(layer.batchNorm, layer.outputs);
  }
  float('fc1.weight', dims, dims);
  float('fc1.bias', dims);
  float('fc_audioset.weight', TAG_COUNT, dims);
  float('fc_audioset.bias', TAG_COUNT);
  return tensors;
}
