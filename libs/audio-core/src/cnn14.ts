// The architecture of Cnn14 and its loader, for the library that builds its files.
export {
  BATCH_NORM_EPSILON,
  blockLayers,
  blockOf,
  CNN14_CHANNELS,
  convLayers,
  FFT_SIZE,
  MEL_BANDS,
  TAG_COUNT,
} from './models/cnn14/architecture.ts';
export type { BlockChannels } from './models/cnn14/architecture.ts';
export { CHUNK_ROWS, chunkRowsOf, Cnn14Pooler } from './models/cnn14/cnn14-pooler.ts';
export type { ChunkRows, Cnn14Network, LoadedStage } from './models/cnn14/cnn14-pooler.ts';
export { cnn14Spec } from './models/cnn14/cnn14-spec.ts';
export { loadCnn14, openNetwork } from './models/cnn14/load-cnn14.ts';
export {
  DEVICE_FILE,
  EARLY,
  FLOAT_STAGES,
  HEAD_FILE,
  inputOf,
  LATE,
  MIDDLE,
  outputLength,
  rowLength,
  stageFile,
  STAGES,
  stagesOf,
  WHOLE,
} from './models/cnn14/stages.ts';
export type { Stage } from './models/cnn14/stages.ts';
