export { NARROW_CHANNELS, randomCnn14 } from './random-cnn14.ts';
export type { CheckpointTensor } from './random-cnn14.ts';
export { checkpointOf, writeRandomCnn14 } from './random-model.ts';
export { writeLegacyCheckpoint, writeZipCheckpoint } from './write-checkpoint.ts';
