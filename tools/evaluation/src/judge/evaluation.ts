import type { Closeness } from '@soundalike/catalog';
import type { LeftOutTrack } from '../embed/embedded-library.ts';
import type { Estimate } from '../metrics/estimates.ts';
import type { MeasureOutline } from '../metrics/measure-outline.ts';

/** Result of an evaluation. */
export interface Evaluation {
  readonly tracks: number;
  readonly albums: number;
  readonly artists: number;
  readonly genres: number;
  readonly leftOut: readonly LeftOutTrack[];
  /** Processor, system and versions that the figures were measured with. */
  readonly machine: string;
  /** The models, their spaces and the origin of their weights. */
  readonly models: readonly { readonly name: string; readonly spaceId: string; readonly origin: string }[];
  readonly measures: readonly MeasureOutline[];
  readonly spaces: readonly SpaceResult[];
}

/** Quality of the neighbours in one space. */
export interface SpaceResult {
  readonly model: string;
  /** Output of the model that is judged, such as `whole track`. */
  readonly vector: string;
  readonly standardisation: string;
  /** Rescaling of the distances; null for none. */
  readonly rescaling: string | null;
  readonly dims: number;
  /** By measure; measures without seeds are left out. */
  readonly precision: Readonly<Record<string, PrecisionResult>>;
  readonly hubness: HubnessResult;
  /** Empty for rescaled distances. */
  readonly closeness: readonly ClosenessResult[];
  /** Empty for rescaled distances, which are defined only within a library. */
  readonly robustness: readonly RobustnessResult[];
}

/** Means over the seeds, 0 to 1. */
export interface PrecisionResult {
  readonly precisionAt3: Estimate;
  readonly precisionAt10: Estimate;
  readonly averagePrecision: Estimate;
  /** Average precision above that of the model's first space, paired by seed; null for that space itself. */
  readonly gain: Estimate | null;
}

/** Distribution of the k-occurrence with k = 10. */
export interface HubnessResult {
  readonly skewness: Estimate;
  readonly max: number;
  /** Share of tracks that are no other track's neighbour, 0 to 1. */
  readonly orphans: Estimate;
  readonly occurrences: readonly number[];
}

/** The pairs of tracks with one word for how close they are. */
export interface ClosenessResult {
  readonly closeness: Closeness;
  readonly pairs: number;
  /** Pairs of one artist or album. */
  readonly kin: number;
  /** Share of all kin in proportion to the share of all strangers: 1 is no difference; null if it has no strangers. */
  readonly ratio: number | null;
}

/** Share of the altered copies whose nearest neighbour is their original. */
export interface RobustnessResult {
  readonly alteration: string;
  readonly copies: number;
  readonly found: Estimate;
}
