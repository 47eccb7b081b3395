import type { ModelSpec } from '../model-spec.ts';
import { MUSICNN_LABELS } from './musicnn-labels.ts';

/** Frames of one input patch: 3 s, as the model was trained (`librosa.time_to_frames(3, …) + 1`). */
export const PATCH_FRAMES = 187;

const HOP_LENGTH = 256;

/** musicnn: `MSD_musicnn` of Pons & Serra, "musicnn: pre-trained convolutional neural networks for music audio tagging", 2019. */
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
  dims: 1506,
  labels: MUSICNN_LABELS,
  minSamples: (PATCH_FRAMES - 1) * HOP_LENGTH,
  preprocessingVersion: 1,
  sameRecordingCosine: 0.98,
};
