export { NARROW_CHANNELS, randomCnn14 } from './random-cnn14.ts';
export type { CheckpointTensor } from './random-cnn14.ts';
export { testSignal } from './test-signal.ts';
export { writeLegacyCheckpoint, writeZipCheckpoint } from './write-checkpoint.ts';
