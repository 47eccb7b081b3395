/** What one pass over a track's samples gives: vectors by name. */
export type NamedVectors = Readonly<Record<string, Float32Array>>;

/** Turns tracks into vectors. */
export interface Extractor {
  /** What makes the vectors, for people: `musicnn f32`. */
  readonly model: string;
  /** Names exactly what is computed, weights and all: the key under which results are kept. */
  readonly key: string;
  /** Hz, of the samples it takes. */
  readonly sampleRate: number;
  /** Begins a track. */
  readonly start: () => Extraction;
}

/** One track on its way; its memory does not grow with the track, but for one vector every few seconds. */
export interface Extraction {
  /** @param samples mono, at the extractor's rate */
  push(samples: Float32Array): Promise<void>;
  /** @throws `TOO_SHORT`, `SILENT` or `EMBEDDING_INVALID` */
  finish(): Promise<NamedVectors>;
}
