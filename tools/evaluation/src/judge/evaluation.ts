import type { LeftOutTrack } from '../embed/embedded-library.ts';
import type { Estimate } from '../metrics/bootstrap.ts';
import type { MeasureOutline } from '../metrics/outline-measure.ts';

/** Everything that an evaluation found. */
export interface Evaluation {
  readonly tracks: number;
  readonly albums: number;
  readonly artists: number;
  readonly genres: number;
  readonly leftOut: readonly LeftOutTrack[];
  /** Processor, system and versions that the figures were made with. */
  readonly machine: string;
  /** The models with their spaces and where their weights came from. */
  readonly models: readonly { readonly name: string; readonly spaceId: string; readonly origin: string }[];
  readonly measures: readonly MeasureOutline[];
  readonly spaces: readonly SpaceResult[];
}

/** How good the neighbours are in one space. */
export interface SpaceResult {
  readonly model: string;
  /** What is taken from the model: `whole track`. */
  readonly vector: string;
  readonly standardisation: string;
  /** How distances were rescaled; null: not. */
  readonly rescaling: string | null;
  readonly dims: number;
  /** By measure; without those that have no seeds. */
  readonly precision: Readonly<Record<string, PrecisionResult>>;
  readonly hubness: HubnessResult;
  /** Empty where distances were rescaled: that is done within a library. */
  readonly robustness: readonly RobustnessResult[];
}

/** Means over the seeds, 0 to 1. */
export interface PrecisionResult {
  readonly precisionAt3: Estimate;
  readonly precisionAt10: Estimate;
  readonly averagePrecision: Estimate;
  /** How much the average precision is above that of the model's first space, paired by seed; null for that space itself. */
  readonly gain: Estimate | null;
}

/** Of the k-occurrence with k = 10. */
export interface HubnessResult {
  readonly skewness: Estimate;
  readonly max: number;
  /** Share of tracks that are nobody's neighbour, 0 to 1. */
  readonly orphans: Estimate;
  readonly occurrences: readonly number[];
}

/** Share of the altered copies whose nearest neighbour is their original. */
export interface RobustnessResult {
  readonly alteration: string;
  readonly copies: number;
  readonly found: Estimate;
}
