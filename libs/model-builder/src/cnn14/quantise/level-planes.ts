import type { GraphBuilder } from '../../onnx/graph-builder.ts';
import { levelNodes } from './levels.ts';
import type { LevelAxes } from './levels.ts';
import type { QuantisedFilters } from './quantise-filters.ts';
import { MOST_OF_PAIR, WEIGHT_LEVELS } from './weight-pairs.ts';

/** Largest uint8. */
export const ACTIVATION_STEPS = 255;
/** Number of channels for a chunk's level, in addition to those of the network. */
export const LEVEL_PLANES = 16;
/** Planes with the full number of the level: all but the last. A bias is large compared with the largest weight. */
const FULL_PLANES = LEVEL_PLANES - 1;
/** Share of the level's number on the last plane, for the rest that integer weights cannot express. */
const LAST_SHARE = 1 / 8;
/** Largest weight on a plane, because neighbours have the same sign. */
const LARGEST = MOST_OF_PAIR / 2;
/** Axes of [signals, rows, bands, channels]. */
const SIGNALS: LevelAxes = { within: [2, 3], over: [1, 2, 3], severalSignals: true };
const SHARES = Array.from({ length: LEVEL_PLANES }, (_, plane) => (plane < FULL_PLANES ? 1 : LAST_SHARE));

/**
 * Divide each signal of a stage's input by its level and round it to uint8. All later values are then relative to the
 * level, because convolutions, ReLU and average pooling are homogeneous, except for the biases. They would have to be
 * divided by the level too, but ONNX Runtime needs constants. So separate channels, the level planes, contain the same
 * number everywhere, and the biases are weights on them. The number is k = ⌊255 · smallest / level⌋, from 1 to 255; the
 * level is rounded up to match it.
 * @param value name of the float input [signals, rows, bands, channels]
 * @param smallest level of k = 255; lower levels count as this one
 * @param scale scale of the uint8 values of input / level
 * @returns the names of the uint8 values [signals, rows, bands, channels + LEVEL_PLANES] and of the levels [signals]
 */
export function levelPlaneNodes(
  graph: GraphBuilder,
  value: string,
  smallest: number,
  scale: number,
): { planes: string; level: string } {
  const constant = (name: string, dims: number[], ...numbers: number[]): string =>
    graph.constant({ name: `${value}.${name}`, dims, data: Float32Array.from(numbers) });
  const reach = constant('level.reach', [], ACTIVATION_STEPS * smallest);
  const most = graph.node('Min', [
    graph.node('Floor', [graph.node('Div', [reach, levelNodes(graph, value, SIGNALS)])]),
    constant('level.largest', [], ACTIVATION_STEPS),
  ]);
  const number = graph.node('Max', [most, constant('level.least', [], 1)]);
  const level = graph.node('Div', [reach, number]);
  const rounded = graph.node(
    'QuantizeLinear',
    [value, graph.node('Mul', [level, constant('relative-scale', [], scale)])],
    { axis: 0 },
  );
  const shares = graph.node('Round', [
    graph.node('Mul', [
      graph.node('Unsqueeze', [number, graph.integers(1, 2, 3)]),
      constant('level.shares', [LEVEL_PLANES], ...SHARES),
    ]),
  ]);
  const shape = graph.node(
    'Concat',
    [graph.node('Shape', [value], { start: 0, end: 3 }), graph.integers(LEVEL_PLANES)],
    { axis: 0 },
  );
  const planes = graph.node('Expand', [graph.node('Cast', [shares], { to: 2 }), shape]);
  return { planes: graph.node('Concat', [rounded, planes], { axis: 3 }), level };
}

/** Return the smallest scale of a filter's weights at which `levelWeights` can express its bias. */
export function leastScale(bias: number, smallest: number, inputScale: number): number {
  return Math.abs(bias) / (ACTIVATION_STEPS * smallest * inputScale * FULL_PLANES * LARGEST);
}

/**
 * Convert the bias of a filter to its weights on the planes: Σ weight · share = bias / (255 · smallest · inputScale ·
 * weightScale), to a sixteenth.
 * @param smallest as in `levelPlaneNodes`
 * @param inputScale scale of the uint8 input, relative to the level
 * @param weightScale scale of the filter; at least `leastScale`
 */
export function levelWeights(bias: number, smallest: number, inputScale: number, weightScale: number): number[] {
  const wanted = bias / (ACTIVATION_STEPS * smallest * inputScale * weightScale);
  const within = (value: number): number => Math.max(-LARGEST, Math.min(LARGEST, value));
  let left = Math.round(wanted);
  const whole = Array.from({ length: FULL_PLANES }, () => {
    const part = within(left);
    left -= part;
    return part;
  });
  const rest = wanted - whole.reduce((sum, part) => sum + part, 0);
  return [...whole, within(Math.round(rest / LAST_SHARE))];
}

/**
 * Add the planes to a convolution's inputs, where only its middle tap sees them. If another convolution follows, add
 * them to its outputs too.
 * @param filters row-major [outputs, inputs, taps]
 * @param weights weights of each output on the planes
 * @param scaleRatio scale of the uint8 output / scale of the input, if the planes are passed on; else null
 */
export function withLevelPlanes(
  { values, scales }: QuantisedFilters,
  taps: number,
  weights: readonly (readonly number[])[],
  scaleRatio: number | null,
): QuantisedFilters {
  const outputs = scales.length;
  const taken = values.length / outputs;
  const length = taken + LEVEL_PLANES * taps;
  const passed =
    scaleRatio === null
      ? []
      : SHARES.map((_, plane) => SHARES.map((__, input) => (input === plane ? WEIGHT_LEVELS : 0)));
  const widened = new Int8Array((outputs + passed.length) * length);
  [...weights, ...passed].forEach((onPlanes, row) => {
    if (row < outputs) widened.set(values.subarray(row * taken, (row + 1) * taken), row * length);
    onPlanes.forEach((weight, plane) => (widened[row * length + taken + plane * taps + (taps - 1) / 2] = weight));
  });
  return {
    values: widened,
    scales: Float32Array.of(...scales, ...passed.map(() => (scaleRatio ?? 0) / WEIGHT_LEVELS)),
  };
}
