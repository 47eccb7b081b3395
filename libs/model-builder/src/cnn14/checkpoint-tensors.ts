import type { ExpectedTensor } from '../checkpoint/read-tensor.ts';
import { convLayers, FFT_SIZE, MEL_BANDS, TAG_COUNT } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';

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
