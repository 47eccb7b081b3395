import type { EmbeddedTrack } from '../embed/embedded-library.ts';
import type { Extractor } from '../embed/extractor.ts';
import { findsOriginal } from '../metrics/robustness.ts';
import { shareEstimate } from '../metrics/share-estimate.ts';
import { ALTERATIONS } from '../alter/alterations.ts';
import { euclideanDistances } from '../spaces/distances.ts';
import { RESCALINGS } from '../spaces/rescaling.ts';
import type { RescalingName } from '../spaces/rescaling.ts';
import type { Standardisation, Transform } from '../spaces/standardisation.ts';
import { fixedZScores, STANDARDISATIONS } from '../spaces/standardisations.ts';
import { unitLength } from '../spaces/unit-length.ts';
import type { RobustnessResult, SpaceResult } from './evaluation.ts';
import { judgeDistances, summarise } from './judge-space.ts';
import type { SeedScores } from './judge-space.ts';

/** What is judged. */
export interface JudgedLibrary {
  readonly extractors: readonly Extractor[];
  readonly embedded: readonly EmbeddedTrack[];
  /** Another library that fixed z-scores are learnt from. */
  readonly reference: readonly EmbeddedTrack[] | null;
  readonly rescaling: RescalingName | null;
}

/** Judges every vector of every model, standardised in every way, and once more with rescaled distances where that is asked for. */
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
            robustness: name
              ? []
              : robustnessOf(
                  embedded,
                  vectors,
                  transform,
                  (track, alteration) => track.altered.get(alteration)?.[extractor]!.vectors[vector],
                ),
          };
        });
      });
    }),
  );
}

function robustnessOf(
  embedded: readonly EmbeddedTrack[],
  library: readonly Float32Array[],
  transform: Transform,
  copyOf: (track: EmbeddedTrack, alteration: string) => Float32Array | undefined,
): RobustnessResult[] {
  return ALTERATIONS.flatMap(({ name }) => {
    const found = embedded.flatMap((track, index) => {
      const copy = copyOf(track, name);
      return copy ? [findsOriginal(library, unitLength(transform(copy)), index)] : [];
    });
    return found.length === 0 ? [] : [{ alteration: name, copies: found.length, found: shareEstimate(found) }];
  });
}
