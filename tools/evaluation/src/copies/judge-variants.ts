import { cosine, fingerprintMatch } from '@soundalike/catalog';
import type { MeasuredTrack, Sound } from './measure-variants.ts';
import { chooseThreshold, judgeThreshold } from './threshold.ts';
import type { Errors } from './threshold.ts';
import { VARIANTS } from './variants.ts';

/** How alike two files are, by one method. */
export interface Method {
  readonly name: string;
  readonly compare: (a: Sound, b: Sound) => number;
}

/** Return the methods: the fingerprint, and the cosine of each model. */
export function methodsOf(models: readonly { readonly name: string }[]): Method[] {
  return [
    { name: 'fingerprint', compare: (a, b) => fingerprintMatch(a.fingerprint, b.fingerprint) ?? 0 },
    ...models.map(({ name }, index) => ({
      name: `${name}, cosine`,
      compare: (a: Sound, b: Sound) => cosine(a.embeddings[index]!, b.embeddings[index]!),
    })),
  ];
}

/** Values of pairs of a track and one of its variants. */
interface VariantValues {
  readonly variant: string;
  readonly kind: 'copy' | 'version';
  readonly lowest: number;
  readonly median: number;
  /** Share, 0 to 1, below the threshold for copies that was chosen on the other half of the tracks. */
  readonly missed: number;
  /** Share, 0 to 1, below the median of pairs of different tracks. */
  readonly belowMedian: number;
}

/** Judgement of one method. */
export interface MethodResult {
  readonly method: string;
  /** Thresholds for copies, chosen on the first and on the second half of the tracks. */
  readonly thresholds: readonly number[];
  /** Errors of each threshold on the other half. */
  readonly errors: readonly Errors[];
  readonly variants: readonly VariantValues[];
  /** Quantiles (0.5, 0.9, 0.95, 0.99, 1) of the values of pairs of different tracks. */
  readonly different: readonly number[];
}

/** Quantiles of `MethodResult.different`. */
export const QUANTILES = [0.5, 0.9, 0.95, 0.99, 1] as const;

/** Judge a method on tracks and their variants. Every second track is in the first half. */
export function judgeMethod({ name, compare }: Method, tracks: readonly MeasuredTrack[]): MethodResult {
  const halves = [0, 1].map((half) => tracks.filter((_, index) => index % 2 === half));
  const pairs = halves.map((half) => ({
    copies: half.flatMap(({ original, variants }) =>
      variants.filter((_, n) => VARIANTS[n]!.kind === 'copy').map((variant) => compare(original, variant)),
    ),
    // Each original with the other originals and their copies.
    different: half.flatMap((a) =>
      half.flatMap((b) =>
        a === b
          ? []
          : [b.original, ...b.variants.filter((_, n) => VARIANTS[n]!.kind === 'copy')].map((other) =>
              compare(a.original, other),
            ),
      ),
    ),
  }));
  const thresholds = pairs.map(({ copies, different }) => chooseThreshold(copies, different));
  const originals = tracks.flatMap((a, n) => tracks.slice(n + 1).map((b) => compare(a.original, b.original)));
  const medianOfDifferent = quantile(originals, 0.5);
  const variants = VARIANTS.map(({ name: variant, kind }, n): VariantValues => {
    const values = tracks.map(({ original, variants: all }) => compare(original, all[n]!));
    const missed = values.filter((value, index) => value < thresholds[1 - (index % 2)]!);
    return {
      variant,
      kind,
      lowest: Math.min(...values),
      median: quantile(values, 0.5),
      missed: missed.length / values.length,
      belowMedian: values.filter((value) => value < medianOfDifferent).length / values.length,
    };
  });
  return {
    method: name,
    thresholds,
    errors: pairs.map(({ copies, different }, half) => judgeThreshold(thresholds[1 - half]!, copies, different)),
    variants,
    different: QUANTILES.map((share) => quantile(originals, share)),
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
