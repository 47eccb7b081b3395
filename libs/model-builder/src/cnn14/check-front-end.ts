import { melFilterBank } from '@soundalike/audio-core';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { checkpointInvalid } from '../checkpoint/checkpoint-error.ts';
import { roundingOf } from '../checkpoint/decode-floats.ts';
import { readFloatTensor } from '../checkpoint/read-tensor.ts';
import { FFT_SIZE, MEL_BANDS, cnn14Spec } from '@soundalike/audio-core/cnn14';

const BASIS = 'spectrogram_extractor.stft.conv_real.weight';
const FILTERS = 'logmel_extractor.melW';
const WINDOW_TOLERANCE = 1e-4;
const MEL_TOLERANCE = 1e-6;

/**
 * A checkpoint keeps the spectrogram it was trained on: the windowed Fourier basis and the mel filters. We compute our own, so these must be
 * the same; a Cnn14 of the same shapes that was trained on another window or other bands would give vectors without meaning.
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
          `spectrogram_extractor.stft: expected a periodic Hann window of ${FFT_SIZE} samples, got ${got} for ${expected}`,
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
      `logmel_extractor.melW: expected ${MEL_BANDS} Slaney bands from ${minFrequency} to ${maxFrequency} Hz, got ${filters[bad]} for ${expected[bad]}`,
    );
  }
}
