import type { EmbeddingSpace, Excerpt, ModelId } from '@soundalike/catalog';
import type { LogMelOptions } from '../features/log-mel.ts';

/** Specification of a model, without its weights. */
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
  /**
   * Threads of one inference call. Workers of one thread each do more than one worker of several, which wait for each
   * other at each step; a worker of several threads needs less memory for each core.
   */
  readonly threadsPerWorker: Readonly<Record<ModelManifest['precision'], number>>;
  /**
   * Most memory of one worker in bytes, measured over whole tracks with `threadsPerWorker` and rounded up. `own` does not
   * count files that it maps, `mapped` are the model's files, which all workers share: control groups count them too.
   */
  readonly workerMemory: Readonly<
    Record<ModelManifest['precision'], { readonly own: number; readonly mapped: number }>
  >;
  /**
   * Incremented when the same weights and samples lead to another vector. 2: of long stretches of digital silence only
   * the start is heard, and damaged samples are muted; all other tracks have the same vectors as in 1.
   */
  readonly preprocessingVersion: number;
  /** See `EmbeddingSpace.sameRecordingCosine`. */
  readonly sameRecordingCosine: number;
}

/** Content of `manifest.json` in a model's folder. */
export interface ModelManifest {
  readonly model: ModelId;
  readonly precision: 'f32' | 'int8';
  /** SHA-256, 64 hexadecimal digits, over the bytes of the files in the order listed. */
  readonly weightsDigest: string;
  /** For `int8`: the weights digest of the float model that was quantised. */
  readonly quantisedFrom?: string;
  /** For `int8`: audio digests of the calibration tracks, which must not be used to evaluate it. */
  readonly calibratedOn?: readonly string[];
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** Files computed from those in advance, to start faster, and the graphs that use them; each with its own SHA-256. */
  readonly computedFiles?: readonly { readonly name: string; readonly bytes: number; readonly digest: string }[];
  /** Origin of the weights, for people. */
  readonly origin: string;
}

/** Return the space of the vectors of this model with these weights, for entire tracks (null) or excerpts. */
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
