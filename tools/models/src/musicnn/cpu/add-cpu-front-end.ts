import type { GraphBuilder } from '@soundalike/model-builder';
import type { CheckpointVariables } from '../checkpoint-variables.ts';
import { FRONT_END_FEATURES, takeBranches } from '../front-end-branches.ts';
import type { TrainedBranch } from '../front-end-branches.ts';
import { normalise, normScales } from '../graph-builder.ts';
import { addFilterBank } from './add-filter-bank.ts';
import type { ImageSize } from './add-filter-bank.ts';
import { addScales } from './feature-rows.ts';
import type { FeatureRows } from './feature-rows.ts';

/**
 * Add the front-end: in the reference, each branch is convolution → ReLU → batch norm → maximum over the mel bands. ReLU
 * and batch norm are monotonic, so here the maximum is taken first, of the negated values where the batch norm's scale is
 * negative: the same values, and the rest is computed for one band instead of 30 to 96.
 * @param image the normalised spectrogram [batch, 1, frames, mel bands]
 */
export function addCpuFrontEnd(
  graph: GraphBuilder,
  variables: CheckpointVariables,
  image: string,
  size: ImageSize,
): FeatureRows {
  const constants = new Float64Array(FRONT_END_FEATURES);
  const live: number[] = [];
  const maxima: string[] = [];
  const [signs, scale, offset]: [number[], number[], number[]] = [[], [], []];
  let first = 0;
  for (const [index, branch] of takeBranches(variables).entries()) {
    for (let filter = 0; filter < branch.filters; filter++)
      constants[first + filter] = normalise(branch.norm, filter, Math.max(0, branch.bias[filter]!));
    const scales = branch.live.map((filter) => normScales(branch.norm, filter));
    const branchSigns = scales.map(([factor]) => (factor < 0 ? -1 : 1));
    maxima.push(addBranch(graph, `branch.${index}`, image, branch, branchSigns, size));
    for (const filter of branch.live) constants[first + filter] = 0;
    live.push(...branch.live.map((filter) => first + filter));
    signs.push(...branchSigns);
    scale.push(...scales.map(([factor]) => factor));
    offset.push(...scales.map(([, summand]) => summand));
    first += branch.filters;
  }
  const most = graph.node('Concat', maxima, { axis: 1 });
  const signed = graph.constant({
    name: 'branches.signs',
    dims: [signs.length, 1],
    data: Float32Array.from(signs),
  });
  const relu = graph.node('Relu', [graph.node('Mul', [most, signed])]);
  return { value: addScales(graph, 'branches', relu, { scale, offset }), live, constants };
}

function addBranch(
  graph: GraphBuilder,
  name: string,
  image: string,
  { filters, frames, bands, kernel, bias, live }: TrainedBranch,
  signs: readonly number[],
  size: ImageSize,
): string {
  const bank = {
    name,
    frames,
    bands,
    filters: live.map((filter, n) =>
      Float32Array.from({ length: frames * bands }, (_, cell) => signs[n]! * kernel[cell * filters + filter]!),
    ),
    bias: live.map((filter, n) => signs[n]! * bias[filter]!),
  };
  return addFilterBank(graph, image, bank, size);
}
