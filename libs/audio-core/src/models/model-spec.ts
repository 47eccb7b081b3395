import type { EmbeddingSpace, Excerpt, ModelId } from '@soundalike/catalog';
import type { LogMelOptions } from '../features/log-mel.ts';

/** Everything about a model but its weights. */
export interface ModelSpec {
  readonly id: ModelId;
  /** Name for people, for example `PANNs Cnn14`. */
  readonly name: string;
  readonly features: LogMelOptions;
  /** Length of the stored vector. */
  readonly dims: number;
  /** The model's tag vocabulary, in the order of its tag head. */
  readonly labels: readonly string[];
  /** Fewest samples, at `features.sampleRate`, that the reference implementation can embed. */
  readonly minSamples: number;
  /** Threads of one inference call: two halve the memory of a large model for each core; a smaller one is faster with one. */
  readonly threadsPerWorker: Readonly<Record<ModelManifest['precision'], number>>;
  /** Raised whenever the same weights and samples would give another vector. */
  readonly preprocessingVersion: number;
  /** See `EmbeddingSpace.sameRecordingCosine`. */
  readonly sameRecordingCosine: number;
}

/** What `manifest.json` in a model's folder says of it. */
export interface ModelManifest {
  readonly model: ModelId;
  readonly precision: 'f32' | 'int8';
  /** SHA-256, 64 hexadecimal digits, over the bytes of the files in the order listed. */
  readonly weightsDigest: string;
  /** For `int8`: the weights digest of the float model that was quantised. */
  readonly quantisedFrom?: string;
  /** For `int8`: audio digests of the tracks that it was calibrated on, on which it must not be judged. */
  readonly calibratedOn?: readonly string[];
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** What was computed from those, so that it need not be at each start, and the graphs that it stands in; each with the SHA-256 of its own. */
  readonly computedFiles?: readonly { readonly name: string; readonly bytes: number; readonly digest: string }[];
  /** Where the weights came from, for people. */
  readonly origin: string;
}

/** The space that vectors of this model, with these weights, of whole tracks or of excerpts, belong to. */
export function embeddingSpaceOf(
  spec: ModelSpec,
  manifest: ModelManifest,
  excerpt: Excerpt | null = null,
): EmbeddingSpace {
  const id = `${spec.id}-${manifest.weightsDigest.slice(0, 8)}-v${spec.preprocessingVersion}-${manifest.precision}`;
  return {
    id: excerpt === null ? id : `${id}-${excerpt.windows}x${excerpt.seconds}s`,
    model: spec.id,
    dims: spec.dims,
    sameRecordingCosine: spec.sameRecordingCosine,
  };
}
