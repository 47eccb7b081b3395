import type { EmbeddingDevice } from '@soundalike/catalog';
import type { SpectrumFrame } from '../features/log-mel.ts';

/** The result of a model for a complete track, before normalisation. */
export interface PooledTrack {
  /** What `joinWindows` takes; without it, `dims` values, not yet L2-normalised. */
  readonly embedding: Float32Array;
  /** One probability per label of the model, 0 to 1. */
  readonly tagProbabilities: Float32Array;
  /** How well each of `SOUND_WORDS` fits, 0 to 1; absent if the model does not measure that. */
  readonly wordScores?: Float32Array;
}

/**
 * Pools the log-mel frames of one track, in order, to one vector.
 * Memory does not grow with the number of frames.
 */
export interface TrackPooler {
  /** Take a frame before its compression, each before `push` gets it. If absent, only the log-mel frames are needed. */
  onFrame?(frame: SpectrumFrame): void;
  /** Add frames. @param frames row-major [count, melBands], in order */
  push(frames: Float32Array): Promise<void>;
  /** Compute what other windows of the track do not share, after the last frame. If absent, there is nothing to do. */
  end?(): Promise<void>;
  /** Return the result. Call once, after the last frame, or after `end`. */
  finish(): Promise<PooledTrack>;
}

/** A loaded model: sessions in memory, which create one pooler for each track. */
export interface LoadedModel {
  createPooler(): TrackPooler;
  /**
   * Finish the poolers of windows of one track, created by this model, with the results of their `finish`. Default: one
   * after the other.
   */
  finishAll?(poolers: readonly TrackPooler[]): Promise<PooledTrack[]>;
  /**
   * Return the vector of a track from what its windows were pooled to, one or more. Default: the only one, or the mean
   * of their directions.
   */
  joinWindows?(embeddings: readonly Float32Array[]): Float32Array;
  release(): Promise<void>;
}

/** Options of loading a model. */
export interface LoadOptions {
  /** Threads of one inference call. */
  readonly intraOpThreads: number;
  /** Where the network is computed; default: the CPU. */
  readonly device?: EmbeddingDevice;
}
