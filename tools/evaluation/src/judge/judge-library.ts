import type { EmbeddedTrack } from '../embed/embedded-library.ts';
import type { Extractor } from '../embed/extractor.ts';
import { euclideanDistances } from '../spaces/distances.ts';
import { RESCALINGS } from '../spaces/rescaling.ts';
import type { RescalingName } from '../spaces/rescaling.ts';
import { fixedZScores, STANDARDISATIONS, unitLength } from '../spaces/standardisations.ts';
import type { Standardisation } from '../spaces/standardisations.ts';
import type { SpaceResult } from './evaluation.ts';
import { judgeCloseness } from './judge-closeness.ts';
import { judgeDistances, summarise } from './judge-space.ts';
import type { SeedScores } from './judge-space.ts';
import { judgeRobustness } from './robustness.ts';

/** Input of `judgeLibrary`. */
export interface JudgedLibrary {
  readonly extractors: readonly Extractor[];
  readonly embedded: readonly EmbeddedTrack[];
  /** Another library that fixed z-scores are learnt from. */
  readonly reference: readonly EmbeddedTrack[] | null;
  readonly rescaling: RescalingName | null;
}

/** Judge every vector of every model with every standardisation, and again with rescaled distances if requested. */
export function judgeLibrary({ extractors, embedded, reference, rescaling }: JudgedLibrary): SpaceResult[] {
  const labels = embedded.map(({ track }) => track.labels);
  const baselines = new Map<string, SeedScores>();
  return extractors.flatMap(({ model }, extractor) =>
    Object.keys(embedded[0]!.original[extractor]!.vectors).flatMap((vector) => {
      const of = (tracks: readonly EmbeddedTrack[]): Float32Array[] =>
        tracks.map(({ original }) => original[extractor]!.vectors[vector]!);
      const fixed = reference ? [fixedZScores(of(reference))] : [];
      return [...STANDARDISATIONS, ...fixed].flatMap((standardisation: Standardisation): SpaceResult[] => {
        const transform = standardisation.fit(of(embedded));
        const vectors = of(embedded).map((own) => unitLength(transform(own)));
        const copyOf = (track: EmbeddedTrack, alteration: string): Float32Array | undefined => {
          const copy = track.altered.get(alteration)?.[extractor]!.vectors[vector];
          return copy && unitLength(transform(copy));
        };
        const distances = euclideanDistances(vectors);
        return [null, ...(rescaling ? [rescaling] : [])].map((name) => {
          const { scores, hubness } = judgeDistances(name ? RESCALINGS[name](distances) : distances, labels);
          const baseline = baselines.get(model) ?? null;
          if (!baseline) baselines.set(model, scores);
          return {
            model,
            vector,
            standardisation: standardisation.name,
            rescaling: name,
            dims: vectors[0]!.length,
            precision: summarise(scores, baseline),
            hubness,
            closeness: name ? [] : judgeCloseness(distances, labels),
            robustness: name ? [] : judgeRobustness(embedded, vectors, copyOf),
          };
        });
      });
    }),
  );
}
