/** Result of one pass over a track's samples: vectors by name. */
export type NamedVectors = Readonly<Record<string, Float32Array>>;

/** Method to compute vectors of a track. */
export interface Extractor {
  /** Model and precision for display: `musicnn f32`. */
  readonly model: string;
  /** Cache key: identifies the computation exactly, including the weights. */
  readonly key: string;
  /** Sample rate of its input, in Hz. */
  readonly sampleRate: number;
  /** Begin a track. */
  readonly start: () => Extraction;
}

/** Computation for one track. Its memory grows by at most one vector every few seconds of audio. */
export interface Extraction {
  /** @param samples mono, at the extractor's rate */
  push(samples: Float32Array): Promise<void>;
  /** @throws `TOO_SHORT`, `SILENT` or `EMBEDDING_INVALID` */
  finish(): Promise<NamedVectors>;
}
