import type { GraphBuilder } from '../../onnx/graph-builder.ts';

/**
 * Order of the mean over frames. High enough that a second of digital silence, whose values are the largest there are
 * after bn0, decides over its chunk.
 */
const ORDER = 16;

/**
 * The largest mean of squares that counts, of an RMS of 245, where music has a few: its 8th power still is a float32.
 */
const MOST = 6e4;

/**
 * The level of a chunk, by which its activations rise and fall: the power mean over the frames of the RMS of `value`
 * [1, channels, frames, bands]. Silence and fades are the loudest there is after bn0: one set of uint8 scales for all
 * chunks would be coarse for most music.
 * @returns the name of the level: one number
 */
export function levelNodes(graph: GraphBuilder, value: string): string {
  const constant = (name: string, number: number): string =>
    graph.constant({ name: `${value}.level.${name}`, dims: [], data: Float32Array.of(number) });
  const powers = graph.node('ReduceMean', [graph.node('Mul', [value, value])], { axes: [1, 3] });
  const raised = graph.node('Pow', [
    graph.node('Min', [powers, constant('most', MOST)]),
    constant('half-order', ORDER / 2),
  ]);
  const mean = graph.node('ReduceMean', [raised], { axes: [0, 1, 2, 3], keepdims: 0 });
  return graph.node('Pow', [mean, constant('root', 1 / ORDER)], {}, `${value}.level`);
}

/**
 * The levels that a chunk is computed at; it takes the first that is not below its own. A share of the clips is at the
 * first, digital silence at the last, and all steps between are equal factors.
 * @param clips levels of clips of music
 * @param silence level of digital silence
 * @param count of levels, two or more
 * @param share of the clips that the first is for, from 0 to 1
 * @returns ascending
 */
export function chooseLevels(clips: readonly number[], silence: number, count: number, share: number): number[] {
  const sorted = clips.toSorted((a, b) => a - b);
  const first = sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]!;
  const last = Math.max(silence, sorted.at(-1)!);
  // Without rounding, the last is the last.
  return Array.from({ length: count }, (_, n) =>
    n === count - 1 ? last : Math.min(last, first * (last / first) ** (n / (count - 1))),
  );
}

/** The clips that are computed at each level; where there are none, all of them stand for it. */
export function clipsByLevel<T>(clips: readonly T[], levelOf: (clip: T) => number, levels: readonly number[]): T[][] {
  return levels.map((level, n) => {
    const within = clips.filter((clip) => levelOf(clip) <= level && levelOf(clip) > (levels[n - 1] ?? 0));
    return within.length > 0 ? within : [...clips];
  });
}
