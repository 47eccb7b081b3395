import type { ModelSpec } from '../model-spec.ts';
import { AUDIOSET_LABELS } from './audioset-labels.ts';

/**
 * PANNs Cnn14 (Kong et al., "PANNs: Large-Scale Pretrained Audio Neural Networks", 2020), as `panns_inference` 0.1.1
 * runs it. The reference fails on fewer than 32 frames, which its five poolings reduce to nothing: 31 hops are 0.31 s.
 */
export const cnn14Spec: ModelSpec = {
  id: 'cnn14',
  name: 'PANNs Cnn14',
  features: {
    sampleRate: 32_000,
    fftSize: 1024,
    hopLength: 320,
    melBands: 64,
    minFrequency: 50,
    maxFrequency: 14_000,
    padding: 'reflect',
    compression: 'decibel',
  },
  dims: 2048,
  labels: AUDIOSET_LABELS,
  minSamples: 31 * 320,
  threadsPerWorker: { f32: 1, int8: 1 },
  workerMemory: { f32: { own: 230e6, mapped: 630e6 }, int8: { own: 205e6, mapped: 90e6 } },
  preprocessingVersion: 2,
  sameRecordingCosine: 0.998,
};
