import type { ModelSpec } from '../model-spec.ts';
import { MUSICNN_LABELS } from './musicnn-labels.ts';

/** Frames of one patch, the model's input: 3 s, as it was trained (`librosa.time_to_frames(3, …) + 1`). */
export const PATCH_FRAMES = 187;

const HOP_LENGTH = 256;

/** Values of the network's pooled features that are not the same for every sound. */
export const NETWORK_DIMS = 424;

/**
 * musicnn: `MSD_musicnn` of Pons & Serra, "musicnn: pre-trained convolutional neural networks for music audio tagging",
 * 2019, with librosa ≥ 0.10, which pads the ends with zeros (older versions mirrored them).
 *
 * The stored vector is made of the pooled features before the dense layer, batch-normed, without the 1082 of 1506 values
 * of filters that training has left without weights (they are the same for every sound): their mean and their deviation
 * over patches. With the sound descriptor, a fixed projection puts them together: see `MUSICNN_PARTS` and `Projection`.
 * Precision@3 of "same folder" of single parts on 48 tracks of 6 game soundtracks, entire tracks (95% intervals are about
 * ± 0.08; chance 0.15):
 *
 * | vector, mean over patches | dims | precision@3 |
 * |---|---|---|
 * | pooled, batch-normed | 1506 | 0.514 |
 * | the same without the constant values | 424 | 0.514 |
 * | penultimate | 200 | 0.479 |
 * | pooled, raw | 1506 | 0.472 |
 * | penultimate, mean and deviation | 400 | 0.465 |
 * | tag probabilities | 50 | 0.333 |
 *
 * Copies of a recording, on 24 of these tracks: the cosine between a track and itself as MP3 of 64 or 32 kbit/s was at
 * least 0.910, as Ogg Vorbis (quality 3) 0.985, 3 dB louder 0.954, without its first 5 s 0.889 (median 0.953), 6 dB quieter
 * 0.886 (median 0.915). Different pieces had at most 0.852 (12,561 pairs of 159 tracks that nothing was learnt from), and
 * generated ones 0.74. Hence 0.9, which no pair of different pieces reaches and most copies do.
 */
export const musicnnSpec: ModelSpec = {
  id: 'musicnn',
  name: 'musicnn',
  features: {
    sampleRate: 16_000,
    fftSize: 512,
    hopLength: HOP_LENGTH,
    melBands: 96,
    minFrequency: 0,
    maxFrequency: 8_000,
    padding: 'zero',
    compression: 'log10-1-10000x',
  },
  dims: 256,
  labels: MUSICNN_LABELS,
  // One complete patch: with less, the reference has no batch to run and fails.
  minSamples: (PATCH_FRAMES - 1) * HOP_LENGTH,
  threadsPerWorker: { f32: 1, int8: 1 },
  workerMemory: { f32: { own: 100e6, mapped: 80e6 }, int8: { own: 100e6, mapped: 80e6 } },
  preprocessingVersion: 3,
  sameRecordingCosine: 0.9,
};
