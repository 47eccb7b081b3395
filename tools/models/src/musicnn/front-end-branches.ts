import { checkpointInvalid, variableName } from './checkpoint-variables.ts';
import type { CheckpointVariables } from './checkpoint-variables.ts';
import { takeBatchNorm } from './graph-builder.ts';
import type { BatchNorm } from './graph-builder.ts';

/** The convolutions of one kernel size in the front-end: each is convolution → ReLU → batch norm → maximum over the bands. */
export interface FrontEndBranch {
  readonly filters: number;
  readonly frames: number;
  readonly bands: number;
}

/** Timbral (tall) and temporal (long) convolutions, in the order in which their features are concatenated. */
const BRANCHES: readonly FrontEndBranch[] = [
  { filters: 204, frames: 7, bands: 38 },
  { filters: 204, frames: 7, bands: 67 },
  { filters: 51, frames: 128, bands: 1 },
  { filters: 51, frames: 64, bands: 1 },
  { filters: 51, frames: 32, bands: 1 },
];

/** Number of features per frame of the front-end. */
export const FRONT_END_FEATURES = BRANCHES.reduce((sum, { filters }) => sum + filters, 0);

/**
 * Sum of a filter's absolute weights below which it is dead: weight decay has shrunk the weights to almost 0, so the
 * output is constant. In MSD_musicnn 497 of the 561 filters are dead: their sums are below 2e-5, all others above 0.04.
 * Only the live filters are computed, which is an eighth of the arithmetic.
 */
export const DEAD_FILTER_NORM = 1e-4;

/** A branch with its variables. */
export interface TrainedBranch extends FrontEndBranch {
  /** [frames, bands, 1, filters] */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
  readonly norm: BatchNorm;
  /** Numbers of the filters that are not dead. */
  readonly live: readonly number[];
}

/** Take the branches of the front-end. @throws `CHECKPOINT_INVALID`, also if all filters of a branch are dead */
export function takeBranches(variables: CheckpointVariables): TrainedBranch[] {
  return BRANCHES.map((branch, index) => {
    const { filters, frames, bands } = branch;
    const layer = variableName('conv2d', index);
    const kernel = variables.take(`${layer}/kernel`, [frames, bands, 1, filters]);
    const bias = variables.take(`${layer}/bias`, [filters]);
    const norm = takeBatchNorm(variables, index + 1, filters);
    const live = liveFilters(kernel, filters);
    if (live.length === 0)
      throw checkpointInvalid(`${layer}: expected a filter with weights, but all weights are near 0`);
    return { ...branch, kernel, bias, norm, live };
  });
}

/** Return the numbers of the filters that are not dead. @param kernel row-major, with the filters as its last axis */
export function liveFilters(kernel: Float32Array, filters: number): number[] {
  const norms = new Float64Array(filters);
  kernel.forEach((weight, index) => {
    norms[index % filters]! += Math.abs(weight);
  });
  return [...norms.keys()].filter((filter) => norms[filter]! >= DEAD_FILTER_NORM);
}
