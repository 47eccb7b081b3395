import type { GraphBuilder } from '../../onnx/graph-builder.ts';

/**
 * Number of times that values are squared for the mean, whose order is 16. It is so high that peaks determine the level:
 * they predict the peaks of later layers better than the RMS does.
 */
const SQUARINGS = 4;

/**
 * Limit of the squares, so that the sum of 8th powers of many fits in a float32. It is that of values of 141; music has
 * far less.
 */
const MOST = 2e4;

/** Where `levelNodes` finds the values of which it computes a level. */
export interface LevelAxes {
  /** Axes of the values of a frame. */
  readonly within: readonly number[];
  /** All axes of a signal. */
  readonly over: readonly number[];
  /** Whether other axes hold several signals. */
  readonly severalSignals: boolean;
}

/** Axes of [1, channels, frames, bands]. */
const CHUNK: LevelAxes = { within: [1, 3], over: [0, 1, 2, 3], severalSignals: false };

/** ONNX's codes of element types. */
const TYPES = { float: 1, double: 11 };

/**
 * Add the level of a chunk, to which its activations are nearly proportional: the power mean
 * of order 16 of the magnitudes of `value`. Silence and fades have the largest values after bn0, so one set of uint8 scales for all chunks would be too coarse for most music.
 * @param axes default: those of [1, channels, frames, bands]
 * @returns the name of the level, a scalar; with several signals, one for each
 */
export function levelNodes(graph: GraphBuilder, value: string, axes = CHUNK): string {
  const constant = (name: string, number: number): string =>
    graph.constant({ name: `${value}.level.${name}`, dims: [], data: Float32Array.of(number) });
  let powers = graph.node('Min', [graph.node('Mul', [value, value]), constant('most', MOST)]);
  for (let squared = 1; squared < SQUARINGS; squared++) powers = graph.node('Mul', [powers, powers]);
  const ofFrames = graph.node('ReduceMean', [powers], { axes: axes.within });
  const meanOf = (values: string): string => graph.node('ReduceMean', [values], { axes: axes.over, keepdims: 0 });
  const to = (type: number, name: string): string => graph.node('Cast', [name], { to: type });
  // In double, the order of the sum makes no difference, which depends on where a signal is in memory. The sum of a frame
  // has one order in any case, and would be slow in double.
  const mean = axes.severalSignals ? to(TYPES.float, meanOf(to(TYPES.double, ofFrames))) : meanOf(ofFrames);
  return graph.node('Pow', [mean, constant('root', 2 ** -SQUARINGS)], {}, `${value}.level`);
}

/**
 * Choose the levels at which chunks are computed. A chunk takes the first level that is not below its own. The first
 * level covers a share of the clips, the last one digital silence, and the steps between are equal factors.
 * @param clips levels of clips of music
 * @param silence level of digital silence
 * @param count number of levels, two or more
 * @param share share of the clips that the first level covers, from 0 to 1
 * @returns the levels, ascending
 */
export function chooseLevels(clips: readonly number[], silence: number, count: number, share: number): number[] {
  const sorted = clips.toSorted((a, b) => a - b);
  const first = sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]!;
  const last = Math.max(silence, sorted.at(-1)!);
  // The power would be rounded, so the last level is set exactly.
  return Array.from({ length: count }, (_, n) =>
    n === count - 1 ? last : Math.min(last, first * (last / first) ** (n / (count - 1))),
  );
}

/** Return the clips that are computed at each level; all clips for a level that has none. */
export function clipsByLevel<T>(clips: readonly T[], levelOf: (clip: T) => number, levels: readonly number[]): T[][] {
  return levels.map((level, n) => {
    const within = clips.filter((clip) => levelOf(clip) <= level && levelOf(clip) > (levels[n - 1] ?? 0));
    return within.length > 0 ? within : [...clips];
  });
}
