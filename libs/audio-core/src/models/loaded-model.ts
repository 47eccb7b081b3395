/** The result of a model for a complete track, before normalisation. */
export interface PooledTrack {
  /** `dims` values, not yet L2-normalised. */
  readonly embedding: Float32Array;
  /** One probability per label of the model, 0 to 1. */
  readonly tagProbabilities: Float32Array;
}

/**
 * Takes the log-mel frames of one track in order and pools them to one vector.
 * Memory does not grow with the number of frames.
 */
export interface TrackPooler {
  /** @param frames row-major [count, melBands], in order. */
  push(frames: Float32Array): Promise<void>;
  /** Call once, after the last frame. */
  finish(): Promise<PooledTrack>;
}

/** A loaded model: sessions in memory, from which one pooler after another is created. */
export interface LoadedModel {
  createPooler(): TrackPooler;
  release(): Promise<void>;
}

/** How the sessions of a model are run. */
export interface LoadOptions {
  /** Threads of one inference call. */
  readonly intraOpThreads: number;
}
