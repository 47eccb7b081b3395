import type { GraphBuilder } from '@soundalike/model-builder';
import { MID_END_FILTERS, MID_END_FRAMES, MID_END_LAYERS, takeMidEndLayer } from '../add-mid-end.ts';
import type { MidEndLayer } from '../add-mid-end.ts';
import type { CheckpointVariables } from '../checkpoint-variables.ts';
import { DEAD_FILTER_NORM } from '../front-end-branches.ts';
import { normalise, normScales } from '../graph-builder.ts';
import { addScales } from './feature-rows.ts';
import type { FeatureRows } from './feature-rows.ts';

/**
 * Add the mid-end: three layers of convolution over time → ReLU → batch norm, with residual sums from the second on.
 * What constant features contribute to a convolution depends on the frame only, because the ends are padded with zeros:
 * it is a constant that takes the place of the bias.
 * @param frames of a patch
 * @returns the features of each layer
 */
export function addCpuMidEnd(
  graph: GraphBuilder,
  variables: CheckpointVariables,
  frontEnd: FeatureRows,
  frames: number,
): FeatureRows[] {
  const layers: FeatureRows[] = [];
  for (let index = 0; index < MID_END_LAYERS; index++) {
    const previous = layers.at(-1);
    const input = previous ?? frontEnd;
    const layer = takeMidEndLayer(variables, index, input.constants.length);
    layers.push(addLayer(graph, `layer.${index}`, layer, input, previous ?? null, frames));
  }
  return layers;
}

/** @param residual what is added to the layer's result */
function addLayer(
  graph: GraphBuilder,
  name: string,
  layer: MidEndLayer,
  input: FeatureRows,
  residual: FeatureRows | null,
  frames: number,
): FeatureRows {
  // The rows of the residual come first, so that zeros at their end make both as long.
  const live = [...new Set([...(residual?.live ?? []), ...liveRows(layer)])];
  const weights = Float32Array.from(
    live.flatMap((row) => input.live.flatMap((channel) => taps(layer, input, row, channel))),
  );
  const conv = graph.node(
    'Conv',
    [
      input.value,
      graph.constant({
        name: `${name}.weights`,
        dims: [live.length, input.live.length, MID_END_FRAMES],
        data: weights,
      }),
    ],
    { kernel_shape: [MID_END_FRAMES], pads: [(MID_END_FRAMES - 1) / 2, (MID_END_FRAMES - 1) / 2] },
  );
  const bias = graph.constant({
    name: `${name}.bias`,
    dims: [live.length, frames],
    data: Float32Array.from(live.flatMap((row) => constantSums(layer, input, row, frames))),
  });
  const relu = graph.node('Relu', [graph.node('Add', [conv, bias])]);
  const scales = live.map((row) => normScales(layer.norm, row));
  const scaled = addScales(graph, name, relu, {
    scale: scales.map(([factor]) => factor),
    offset: scales.map(([, summand], n) => summand + (residual?.constants[live[n]!] ?? 0)),
  });
  const constants = new Float64Array(MID_END_FILTERS);
  for (let row = 0; row < MID_END_FILTERS; row++)
    if (!live.includes(row))
      constants[row] = normalise(layer.norm, row, Math.max(0, layer.bias[row]!)) + (residual?.constants[row] ?? 0);
  return { value: residual ? addResidual(graph, scaled, residual, live.length) : scaled, live, constants };
}

/** Add the rows of the residual to the first rows. */
function addResidual(graph: GraphBuilder, value: string, residual: FeatureRows, rows: number): string {
  const missing = rows - residual.live.length;
  if (missing === 0) return graph.node('Add', [value, residual.value]);
  return graph.node('Add', [value, graph.node('Pad', [residual.value, graph.integers(0, 0, 0, 0, missing, 0)])]);
}

/** Return the filters that are not dead: see `DEAD_FILTER_NORM`. */
function liveRows({ weights, bias }: MidEndLayer): number[] {
  const length = weights.length / bias.length;
  return [...bias.keys()].filter(
    (row) =>
      weights.subarray(row * length, (row + 1) * length).reduce((sum, weight) => sum + Math.abs(weight), 0) >=
      DEAD_FILTER_NORM,
  );
}

/** Return the weights of a filter for one channel. */
function taps({ weights }: MidEndLayer, { constants }: FeatureRows, row: number, channel: number): number[] {
  const start = (row * constants.length + channel) * MID_END_FRAMES;
  return [...weights.subarray(start, start + MID_END_FRAMES)];
}

/** Return what the bias and the constant features contribute to the convolution of a filter, for each frame. */
function constantSums(layer: MidEndLayer, input: FeatureRows, row: number, frames: number): number[] {
  const sums = new Float64Array(MID_END_FRAMES);
  input.constants.forEach((constant, channel) => {
    if (constant !== 0) taps(layer, input, row, channel).forEach((weight, tap) => (sums[tap]! += weight * constant));
  });
  return Array.from({ length: frames }, (_, frame) =>
    sums.reduce((sum, contribution, tap) => {
      const position = frame + tap - (MID_END_FRAMES - 1) / 2;
      return position >= 0 && position < frames ? sum + contribution : sum;
    }, layer.bias[row]!),
  );
}
