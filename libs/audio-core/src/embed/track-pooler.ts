import type { SoundTag } from '@soundalike/catalog';

/** What a model makes of a whole track, before normalisation. */
export interface PooledTrack {
  /** `dims` values, not yet L2-normalised. */
  readonly embedding: Float32Array;
  /** One probability per label of the model, 0 to 1. */
  readonly tagProbabilities: Float32Array;
}

/**
 * Takes a track's log-mel frames as they come and pools them to one vector; one instance per track.
 * Memory does not grow with the number of frames.
 */
export interface TrackPooler {
  /** @param frames row-major [count, melBands], in order. */
  push(frames: Float32Array): Promise<void>;
  /** Call once, after the last frame. */
  finish(): Promise<PooledTrack>;
}

/** A loaded model: sessions in memory, from which poolers are made one after the other. */
export interface LoadedModel {
  createPooler(): TrackPooler;
  release(): Promise<void>;
}

/** Result of embedding one track. */
export interface TrackEmbedding {
  /** L2 norm 1 ± 1e-6. */
  readonly embedding: Float32Array;
  /** The ten most probable labels, most probable first. */
  readonly soundTags: readonly SoundTag[];
  readonly durationSeconds: number;
}
