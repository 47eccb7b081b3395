import type { ModelManifest } from '../model-spec.ts';
import { MEL_BANDS } from './architecture.ts';
import type { BlockChannels } from './architecture.ts';

/**
 * One of the parts that the convolutions are run in, each over rows in chunks of its own. Half of what the network sees around a frame is seen by its last
 * block, and a quarter by the one before; with one part for all, 256 frames would be computed twice at each border between chunks, and not 64.
 */
export interface Stage {
  readonly name: 'early' | 'middle' | 'late';
  /** Of the six blocks, counted from 0. */
  readonly firstBlock: number;
  readonly lastBlock: number;
  /** Rows of input that the poolings make one of output. */
  readonly rowsPerOutput: number;
  /** Rows that its outputs see to each side, rounded up to whole outputs. */
  readonly contextRows: number;
  /** Mel bands of its input. */
  readonly bands: number;
}

/** Log-mel frames to the fourth pooling: 2 + 4 + 8 + 16 frames are seen to each side. */
export const EARLY: Stage = {
  name: 'early',
  firstBlock: 0,
  lastBlock: 3,
  rowsPerOutput: 16,
  contextRows: 32,
  bands: MEL_BANDS,
};

/** The fourth pooling to the fifth. */
export const MIDDLE: Stage = {
  name: 'middle',
  firstBlock: 4,
  lastBlock: 4,
  rowsPerOutput: 2,
  contextRows: 2,
  bands: 4,
};

/** The fifth pooling to columns, the mean over mel of the last block. */
export const LATE: Stage = { name: 'late', firstBlock: 5, lastBlock: 5, rowsPerOutput: 1, contextRows: 2, bands: 2 };

export const STAGES: readonly Stage[] = [EARLY, MIDDLE, LATE];

/** Name, in a graph of plain blocks, of the value that a stage or a block begins with. */
export function inputOf({ firstBlock }: Pick<Stage, 'firstBlock'>): string {
  return firstBlock === 0 ? 'normalised' : `conv_block${firstBlock}.conv2.pool`;
}

/** Values of a row of a stage's input: the channels of each band, band by band. */
export function rowLength({ firstBlock, bands }: Stage, channels: BlockChannels): number {
  return bands * (channels[firstBlock - 1] ?? 1);
}

/** Values of a row of its output: a row of the next stage's input, or a column. */
export function outputLength(stage: Stage, channels: BlockChannels): number {
  const next = STAGES[STAGES.indexOf(stage) + 1];
  return next ? rowLength(next, channels) : channels[stage.lastBlock]!;
}

/** Name of the file of a stage's graph. */
export function stageFile({ name }: Stage, precision: ModelManifest['precision']): string {
  return `cnn14-${name}${precision === 'f32' ? '' : `-${precision}`}.onnx`;
}

/** Name of the file of the graph that makes the embedding and the tags of the pooled rows. */
export const HEAD_FILE = 'cnn14-head.onnx';
