import { MEL_BANDS } from './architecture.ts';
import type { BlockChannels } from './architecture.ts';

/**
 * One of the two parts that the convolutions are run in, each over rows in chunks of its own. Half of what the network sees around a frame is seen by its last
 * block; with one part, as much would be computed twice at each border between chunks, 256 frames and not 64.
 */
export interface Stage {
  readonly name: 'early' | 'late';
  /** Of the six blocks, counted from 0. */
  readonly firstBlock: number;
  readonly lastBlock: number;
  /** Rows of input that the poolings make one of output. */
  readonly rowsPerOutput: number;
  /** Rows that its outputs see to each side, rounded up to whole outputs. */
  readonly contextRows: number;
}

/** Log-mel frames to the fourth pooling: 2 + 4 + 8 + 16 frames are seen to each side. */
export const EARLY: Stage = { name: 'early', firstBlock: 0, lastBlock: 3, rowsPerOutput: 16, contextRows: 32 };

/** The fourth pooling to columns, the mean over mel of the last block: 2 + 4 rows are seen to each side. */
export const LATE: Stage = { name: 'late', firstBlock: 4, lastBlock: 5, rowsPerOutput: 2, contextRows: 6 };

export const STAGES: readonly Stage[] = [EARLY, LATE];

/** Name, in a graph of plain blocks, of the value that a stage begins with. */
export function inputOf({ firstBlock }: Stage): string {
  return firstBlock === 0 ? 'normalised' : `conv_block${firstBlock}.conv2.pool`;
}

/** Bands that are left before the late stage. */
export const LATE_BANDS = MEL_BANDS / EARLY.rowsPerOutput;

/** Values of a row of a stage's input: log-mel bands, or channels of bands. */
export function rowLength({ name }: Stage, channels: BlockChannels): number {
  return name === 'early' ? MEL_BANDS : LATE_BANDS * channels[EARLY.lastBlock]!;
}

/** Name of the file of a stage's graph; `16-bit` is int8 for processors that add products of uint8 and int8 up in 16 bits. */
export function stageFile({ name }: Stage, sums: '16-bit' | 'exact' = 'exact'): string {
  return `cnn14-${name}${sums === 'exact' ? '' : `-${sums}`}.onnx`;
}
