import { CONTRAST_BANDS } from './spectral-contrast.ts';
import { TEMPOGRAM_TEMPI } from './tempogram.ts';

/** Mel-frequency cepstral coefficients of a frame. */
export const MFCC_COUNT = 20;

/** Values of a frame after its coefficients and its contrast, in the order in which `FrameValues` writes them. */
export const SHAPE_FEATURES = ['centroid', 'bandwidth', 'rolloff', 'flatness', 'rms', 'zero crossings'] as const;

const coefficients = Array.from({ length: MFCC_COUNT }, (_, n) => `mfcc ${n}`);
const contrasts = Array.from({ length: CONTRAST_BANDS }, (_, n) => `contrast ${n}`);
const frameFeatures = [...coefficients, ...contrasts, ...SHAPE_FEATURES];

/**
 * Names of the values of `SoundDescriptor`, in their order. Those that a gain would change are relative to the level of
 * the track: the mean of coefficient 0, and the mean level (`rms`), which is that of the frames below that of the whole.
 */
export const DESCRIPTOR_FEATURES: readonly string[] = [
  ...frameFeatures.map((name) => `${name}, mean`),
  ...frameFeatures.map((name) => `${name}, deviation`),
  ...coefficients.map((name) => `${name}, deviation of differences`),
  'onset strength, mean',
  'onset strength, deviation',
  'onset rate',
  'tempo, octaves',
  'pulse clarity',
  ...TEMPOGRAM_TEMPI.map((tempo) => `tempogram, ${Math.round(tempo)} bpm`),
];
