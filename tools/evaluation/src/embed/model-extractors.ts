import { RunningMoments, TrackEmbedder } from '@soundalike/audio-core';
import { isSoundalikeError } from '@soundalike/errors';
import type { Extraction, Extractor, NamedVectors } from './extractor.ts';
import type { OpenModel } from './open-models.ts';

const WINDOW_SECONDS = 10;

/** Positions of the three windows, as shares of the track's length. */
const SHARES = [1 / 6, 1 / 2, 5 / 6];

/** Return an extractor of the vector that the ETL stores: the whole track through the model's own pooling. */
export function wholeTrackExtractor({ spec, name, spaceId, loaded }: OpenModel): Extractor {
  return {
    model: name,
    key: `whole-track ${spaceId}`,
    sampleRate: spec.features.sampleRate,
    start: (): Extraction => {
      const embedder = new TrackEmbedder(spec, loaded);
      return {
        push: (samples) => embedder.push(samples),
        finish: async () => ({ 'whole track': (await embedder.finish()).embedding }),
      };
    },
  };
}

/**
 * Return an extractor of averages of the model's vectors of consecutive 10-second windows: of three windows at fixed
 * shares of the track, and of all windows.
 */
export function windowsExtractor(model: OpenModel): Extractor {
  const { name, spaceId, spec } = model;
  return {
    model: name,
    key: `windows-${WINDOW_SECONDS}s ${spaceId}`,
    sampleRate: spec.features.sampleRate,
    start: () => new WindowsExtraction(model),
  };
}

class WindowsExtraction implements Extraction {
  readonly #model: OpenModel;
  readonly #window: Float32Array;
  #filled = 0;
  readonly #vectors: Float32Array[] = [];
  #error: unknown = null;

  constructor(model: OpenModel) {
    this.#model = model;
    this.#window = new Float32Array(WINDOW_SECONDS * model.spec.features.sampleRate);
  }

  async push(samples: Float32Array): Promise<void> {
    for (let taken = 0; taken < samples.length;) {
      const piece = samples.subarray(taken, taken + this.#window.length - this.#filled);
      this.#window.set(piece, this.#filled);
      this.#filled += piece.length;
      taken += piece.length;
      if (this.#filled === this.#window.length) await this.#embed();
    }
  }

  async finish(): Promise<NamedVectors> {
    // A rest that does not fill a window is left out, unless the track has no full window.
    if (this.#vectors.length === 0) await this.#embed();
    const vectors = this.#vectors;
    if (vectors.length === 0) throw this.#error;
    return {
      'three 10 s windows': meanOf(SHARES.map((share) => vectors[Math.floor(share * vectors.length)]!)),
      'all 10 s windows': meanOf(vectors),
    };
  }

  async #embed(): Promise<void> {
    const embedder = new TrackEmbedder(this.#model.spec, this.#model.loaded);
    const samples = this.#window.slice(0, this.#filled);
    this.#filled = 0;
    try {
      await embedder.push(samples);
      this.#vectors.push((await embedder.finish()).embedding);
    } catch (error) {
      // A silent window is skipped: it has no information about the track.
      if (!isSoundalikeError(error)) throw error;
      this.#error ??= error;
    }
  }
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const moments = new RunningMoments(vectors[0]!.length);
  for (const vector of vectors) moments.add(vector);
  return moments.mean();
}
