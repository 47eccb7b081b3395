import type { GraphBuilder } from '../../onnx/graph-builder.ts';
import { levelNodes } from './levels.ts';
import type { QuantisedFilters } from './quantise-filters.ts';
import { MOST_OF_PAIR, WEIGHT_LEVELS } from './weight-pairs.ts';

/** Largest uint8. */
export const ACTIVATION_STEPS = 255;
/** Channels that a chunk's level takes, beside those of the network. */
export const LEVEL_PLANES = 16;
/** All but the last hold the level's number: a bias is large beside the largest weight. */
const WHOLE_PLANES = LEVEL_PLANES - 1;
/** What the last one holds of it, for what whole weights leave over. */
const LAST_SHARE = 1 / 8;
/** Largest weight on a plane: neighbours have the same sign. */
const LARGEST = MOST_OF_PAIR / 2;
const SHARES = Array.from({ length: LEVEL_PLANES }, (_, plane) => (plane < WHOLE_PLANES ? 1 : LAST_SHARE));

/**
 * Divides a stage's input by the level of its chunk and rounds it to uint8. All that follows is then relative to the
 * level, which a network of convolutions, ReLU and average pooling lets pass, but for its biases: they would have to be
 * divided by the level, too, and ONNX Runtime wants constants. So the level stands in channels of its own, the same
 * number everywhere, and the biases are weights on it. The number is k = ⌊255 · smallest / level⌋, 1 to 255, and the
 * level made a little larger to fit it.
 * @param value float, [1, channels, rows, bands]
 * @param smallest level that k = 255 stands for; quieter chunks are at it, too
 * @param scale of the uint8 values, of input over level
 * @returns names: of the uint8 values [1, channels + LEVEL_PLANES, rows, bands], and of the level
 */
export function levelPlaneNodes(
  graph: GraphBuilder,
  value: string,
  smallest: number,
  scale: number,
  zero: string,
): { planes: string; level: string } {
  const constant = (name: string, dims: number[], ...numbers: number[]): string =>
    graph.constant({ name: `${value}.${name}`, dims, data: Float32Array.from(numbers) });
  const reach = constant('level.reach', [], ACTIVATION_STEPS * smallest);
  const most = graph.node('Min', [
    graph.node('Floor', [graph.node('Div', [reach, levelNodes(graph, value)])]),
    constant('level.largest', [], ACTIVATION_STEPS),
  ]);
  const number = graph.node('Max', [most, constant('level.least', [], 1)]);
  const level = graph.node('Div', [reach, number]);
  const rounded = graph.node('QuantizeLinear', [
    value,
    graph.node('Mul', [level, constant('relative-scale', [], scale)]),
    zero,
  ]);
  const shares = graph.node('Round', [
    graph.node('Mul', [number, constant('level.shares', [1, LEVEL_PLANES, 1, 1], ...SHARES)]),
  ]);
  const shape = graph.node('Concat', [graph.integers(1, LEVEL_PLANES), graph.node('Shape', [value], { start: 2 })], {
    axis: 0,
  });
  const planes = graph.node('Expand', [graph.node('Cast', [shares], { to: 2 }), shape]);
  return { planes: graph.node('Concat', [rounded, planes], { axis: 1 }), level };
}

/** The least scale of a filter's weights at which `levelWeights` can hold its bias. */
export function leastScale(bias: number, smallest: number, inputScale: number): number {
  return Math.abs(bias) / (ACTIVATION_STEPS * smallest * inputScale * WHOLE_PLANES * LARGEST);
}

/**
 * The bias of a filter as its weights on the planes: Σ weight · share = bias / (255 · smallest · inputScale ·
 * weightScale), to a sixteenth.
 * @param smallest as `levelPlaneNodes` has it
 * @param inputScale scale of the uint8 input, relative to the level
 * @param weightScale of the filter; not below `leastScale`
 */
export function levelWeights(bias: number, smallest: number, inputScale: number, weightScale: number): number[] {
  const wanted = bias / (ACTIVATION_STEPS * smallest * inputScale * weightScale);
  const within = (value: number): number => Math.max(-LARGEST, Math.min(LARGEST, value));
  let left = Math.round(wanted);
  const whole = Array.from({ length: WHOLE_PLANES }, () => {
    const part = within(left);
    left -= part;
    return part;
  });
  const rest = wanted - whole.reduce((sum, part) => sum + part, 0);
  return [...whole, within(Math.round(rest / LAST_SHARE))];
}

/**
 * Adds the planes to a convolution's inputs, where its middle tap alone sees them; and to its outputs, which pass them
 * on, where another convolution follows.
 * @param filters row-major [outputs, inputs, taps]
 * @param weights those of each output on the planes
 * @param scaleRatio scale of its uint8 output over that of its input, where planes are passed on
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
