import type { GraphBuilder } from '../../onnx/graph-builder.ts';

/** Order of the mean over frames. High enough that a second of digital silence, whose values are the largest there are after bn0, decides over its chunk. */
const ORDER = 16;

/** The largest mean of squares that counts, of an RMS of 245, where music has a few: its 8th power still is a float32. */
const MOST = 6e4;

/**
 * The level of a chunk, by which its activations rise and fall: the power mean over the frames of the RMS of `value` [1, channels, frames, bands].
 * Silence and fades are the loudest there is after bn0: one set of uint8 scales for all chunks would be coarse for most music.
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
