/** Models that the project can run: PANNs Cnn14, and MusiCNN if Cnn14's weights are not available. */
export const MODEL_IDS = ['cnn14', 'musicnn'] as const;

/** Name of a model in the registry and in `EMBEDDING_MODEL`. */
export type ModelId = (typeof MODEL_IDS)[number];

/**
 * Number formats that a model can compute in: as it was trained, or in 8-bit integers, which is several times faster
 * and gives nearly the same vectors.
 */
export const EMBEDDING_PRECISIONS = ['float32', 'int8'] as const;

/** Value of `EMBEDDING_PRECISION`. */
export type EmbeddingPrecision = (typeof EMBEDDING_PRECISIONS)[number];

/** Devices that a model can compute on: the processor, or a graphics card by the interface that reaches it. */
export const EMBEDDING_DEVICES = ['cpu', 'webgpu', 'cuda', 'coreml', 'directml'] as const;

/** A device that a model can compute on. */
export type EmbeddingDevice = (typeof EMBEDDING_DEVICES)[number];

/** Windows of a track that are embedded instead of the entire track: `3x10s` is three of ten seconds each. */
export interface Excerpt {
  readonly windows: number;
  /** Length of each window. */
  readonly seconds: number;
}

/** Set of vectors that can be compared. Vectors of two spaces cannot: a store keeps each space separate. */
export interface EmbeddingSpace {
  /**
   * `<model>-<first 8 hex digits of the weights digest>-v<preprocessing version>-<precision>`, for example
   * `musicnn-1a2b3c4d-v1-f32`, followed by a suffix such as `-3x10s` if excerpts are embedded.
   */
  readonly id: string;
  /** Registry name of the model, for example `cnn14`. */
  readonly model: string;
  /** Length of a vector. */
  readonly dims: number;
  /** Cosine, 0 to 1, from which two tracks of this space without fingerprints count as the same recording. */
  readonly sameRecordingCosine: number;
}
