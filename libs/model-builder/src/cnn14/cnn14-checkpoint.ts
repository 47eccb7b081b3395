import { melFilterBank } from '@soundalike/audio-core';
import { convLayers, FFT_SIZE, MEL_BANDS, TAG_COUNT, cnn14Spec } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import { checkpointInvalid } from '../checkpoint/checkpoint.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { roundingOf, readFloatTensor } from '../checkpoint/read-tensor.ts';
import type { ExpectedTensor } from '../checkpoint/read-tensor.ts';

/** Return every tensor of a checkpoint of `panns_inference.models.Cnn14`, in the order of its state dict. */
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

const BASIS = 'spectrogram_extractor.stft.conv_real.weight';
const FILTERS = 'logmel_extractor.melW';
const WINDOW_TOLERANCE = 1e-4;
const MEL_TOLERANCE = 1e-6;

/**
 * Check that the front-end of a checkpoint is ours. A checkpoint contains the windowed Fourier basis and the mel
 * filters it was trained with. A Cnn14 of the same shapes that was trained with another window or other bands would
 * give meaningless vectors.
 * @throws `CHECKPOINT_INVALID`
 */
export async function checkFrontEnd(checkpoint: Checkpoint): Promise<void> {
  const basis = await readFloatTensor(checkpoint, BASIS);
  const basisRounding = roundingOf(checkpoint.tensors.get(BASIS)?.dtype);
  for (let bin = 0; bin <= FFT_SIZE / 2; bin++) {
    for (let n = 0; n < FFT_SIZE; n++) {
      const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / FFT_SIZE);
      const expected = window * Math.cos((2 * Math.PI * ((bin * n) % FFT_SIZE)) / FFT_SIZE);
      const got = basis[bin * FFT_SIZE + n]!;
      if (Math.abs(got - expected) > WINDOW_TOLERANCE + basisRounding * Math.abs(expected)) {
        throw checkpointInvalid(
          `spectrogram_extractor.stft: expected a periodic Hann window of ${FFT_SIZE} samples, ` +
            `got ${got} for ${expected}`,
        );
      }
    }
  }
  const filters = await readFloatTensor(checkpoint, FILTERS);
  const filterRounding = roundingOf(checkpoint.tensors.get(FILTERS)?.dtype);
  const expected = new Float32Array(filters.length);
  melFilterBank(cnn14Spec.features).forEach(({ firstBin, weights }, band) => {
    weights.forEach((weight, n) => {
      expected[(firstBin + n) * MEL_BANDS + band] = weight;
    });
  });
  const bad = filters.findIndex(
    (weight, n) => Math.abs(weight - expected[n]!) > MEL_TOLERANCE + filterRounding * expected[n]!,
  );
  if (bad >= 0) {
    const { minFrequency, maxFrequency } = cnn14Spec.features;
    throw checkpointInvalid(
      `logmel_extractor.melW: expected ${MEL_BANDS} Slaney bands from ${minFrequency} to ${maxFrequency} Hz, ` +
        `got ${filters[bad]} for ${expected[bad]}`,
    );
  }
}
