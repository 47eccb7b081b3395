import type { ModelManifest } from '../model-spec.ts';
import { FRAMES_PER_COLUMN, MEL_BANDS } from './architecture.ts';
import type { BlockChannels } from './architecture.ts';

/**
 * A part of the convolutions, which runs over rows in separate chunks. Half of the network's context around a frame is
 * due to the last block, and a quarter to the block before: with one part for all blocks, 256 frames instead of 64
 * would be computed twice at each border between chunks.
 */
export interface Stage {
  readonly name: 'early' | 'middle' | 'late' | 'whole';
  /** The first and last of its blocks; the six blocks are counted from 0. */
  readonly firstBlock: number;
  readonly lastBlock: number;
  /** Rows of input for one row of output, because of the poolings. */
  readonly rowsPerOutput: number;
  /** Rows on each side that an output depends on, rounded up to complete outputs. */
  readonly contextRows: number;
  /** Mel bands of its input. */
  readonly bands: number;
}

/** From the log-mel frames to the fourth pooling. Its context is 2 + 4 + 8 + 16 frames on each side. */
export const EARLY: Stage = {
  name: 'early',
  firstBlock: 0,
  lastBlock: 3,
  rowsPerOutput: 16,
  contextRows: 32,
  bands: MEL_BANDS,
};

/** From the fourth pooling to the fifth. */
export const MIDDLE: Stage = {
  name: 'middle',
  firstBlock: 4,
  lastBlock: 4,
  rowsPerOutput: 2,
  contextRows: 2,
  bands: 4,
};

/** From the fifth pooling to columns, the mean over mel of the last block. */
export const LATE: Stage = { name: 'late', firstBlock: 5, lastBlock: 5, rowsPerOutput: 1, contextRows: 2, bands: 2 };

export const STAGES: readonly Stage[] = [EARLY, MIDDLE, LATE];

/**
 * All convolutions in one graph, for a device: between stages, rows would be copied from the device and back. Its context
 * is 126 frames on each side, rounded up.
 */
export const WHOLE: Stage = {
  name: 'whole',
  firstBlock: 0,
  lastBlock: 5,
  rowsPerOutput: FRAMES_PER_COLUMN,
  contextRows: 128,
  bands: MEL_BANDS,
};

/** Return the name, in a graph of plain blocks, of the input of a stage or a block. */
export function inputOf({ firstBlock }: Pick<Stage, 'firstBlock'>): string {
  return firstBlock === 0 ? 'normalised' : `conv_block${firstBlock}.conv2.pool`;
}

/** Return the length of a row of a stage's input: the channels of each band, band by band. */
export function rowLength({ firstBlock, bands }: Stage, channels: BlockChannels): number {
  return bands * (channels[firstBlock - 1] ?? 1);
}

/** Return the length of a row of a stage's output: a row of the next stage's input, or a column. */
export function outputLength(stage: Stage, channels: BlockChannels): number {
  const next = STAGES[STAGES.indexOf(stage) + 1];
  return next ? rowLength(next, channels) : channels[stage.lastBlock]!;
}

/** Return the file name of a stage's graph. */
export function stageFile({ name }: Stage, precision: ModelManifest['precision']): string {
  return `cnn14-${name}${precision === 'f32' ? '' : `-${precision}`}.onnx`;
}

/** File name of the graph of `WHOLE`, with plain convolutions; it refers to the same weights as the others. */
export const DEVICE_FILE = 'cnn14-device.onnx';

/** File name of the graph that computes the embedding and the tags from the pooled rows. */
export const HEAD_FILE = 'cnn14-head.onnx';
