import type { ModelManifest } from '../model-spec.ts';
import { MEL_BANDS } from './architecture.ts';
import type { BlockChannels } from './architecture.ts';

/**
 * A part of the convolutions, which runs over rows in separate chunks. Half of the network's context around a frame is
 * due to the last block, and a quarter to the block before: with one part for all blocks, 256 frames instead of 32 or 64
 * would be computed twice at each border between chunks.
 */
export interface Stage {
  readonly name: string;
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

const LAST_BLOCK = 5;

/** Each block halves the bands and the rows, except that the last does not pool. Its convolutions see two rows more. */
function stageOf(name: string, firstBlock: number, lastBlock: number): Stage {
  const rowsPerOutput = 2 ** (Math.min(lastBlock + 1, LAST_BLOCK) - firstBlock);
  let context = 0;
  for (let block = firstBlock; block <= lastBlock; block++) context += 2 * 2 ** (block - firstBlock);
  const contextRows = Math.ceil(context / rowsPerOutput) * rowsPerOutput;
  return { name, firstBlock, lastBlock, rowsPerOutput, contextRows, bands: MEL_BANDS / 2 ** firstBlock };
}

/** The first stage of int8: from the log-mel frames to the fourth pooling. */
export const EARLY = stageOf('early', 0, 3);

/** From the fourth pooling to the fifth. */
export const MIDDLE = stageOf('middle', 4, 4);

/** From the fifth pooling to columns, the mean over mel of the last block. */
export const LATE = stageOf('late', LAST_BLOCK, LAST_BLOCK);

/** The stages of int8. */
export const STAGES: readonly Stage[] = [EARLY, MIDDLE, LATE];

/**
 * The stages of float32. Chunks of the first are short, because the first two blocks take much memory. The fourth block
 * would have at most 52 tiles of such a chunk to multiply with each filter that is read from memory, and do half as many
 * multiply-adds a second as with 264.
 */
export const FLOAT_STAGES: readonly Stage[] = [
  stageOf('blocks1-3', 0, 2),
  stageOf('blocks4-5', 3, 4),
  stageOf('block6', LAST_BLOCK, LAST_BLOCK),
];

/** All convolutions in one graph, for a device: between stages, rows would be copied from the device and back. */
export const WHOLE = stageOf('whole', 0, LAST_BLOCK);

/** Return the name, in a graph of plain blocks, of the input of a stage or a block. */
export function inputOf({ firstBlock }: Pick<Stage, 'firstBlock'>): string {
  return firstBlock === 0 ? 'normalised' : `conv_block${firstBlock}.conv2.pool`;
}

/** Return the length of a row of a stage's input: the channels of each band, band by band. */
export function rowLength({ firstBlock, bands }: Stage, channels: BlockChannels): number {
  return bands * (channels[firstBlock - 1] ?? 1);
}

/** Return the length of a row of a stage's output: a row of the next stage's input, or a column. */
export function outputLength({ firstBlock, lastBlock, bands }: Stage, channels: BlockChannels): number {
  if (lastBlock === LAST_BLOCK) return channels[LAST_BLOCK];
  return (bands / 2 ** (lastBlock + 1 - firstBlock)) * channels[lastBlock]!;
}

/**
 * Return the stages that a folder has graphs of. A float32 model that was converted before `FLOAT_STAGES` has those of
 * int8.
 */
export function stagesOf({ computedFiles = [] }: Pick<ModelManifest, 'computedFiles'>): readonly Stage[] {
  const first = stageFile(FLOAT_STAGES[0]!, 'f32');
  return computedFiles.some(({ name }) => name === first) ? FLOAT_STAGES : STAGES;
}

/** Return the file name of a stage's graph. */
export function stageFile({ name }: Stage, precision: ModelManifest['precision']): string {
  return `cnn14-${name}${precision === 'f32' ? '' : `-${precision}`}.onnx`;
}

/** File name of the graph of `WHOLE`, with plain convolutions; it refers to the same weights as the others. */
export const DEVICE_FILE = 'cnn14-device.onnx';

/** File name of the graph that computes the embedding and the tags from the pooled rows. */
export const HEAD_FILE = 'cnn14-head.onnx';
