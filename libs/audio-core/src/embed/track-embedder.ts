import { CatalogError } from '@soundalike/catalog';
import { LogMelStream } from '../features/log-mel.ts';
import type { ModelSpec } from '../models/model-spec.ts';
import { l2Normalise } from './l2-normalise.ts';
import { topSoundTags } from './top-sound-tags.ts';
import type { LoadedModel, TrackEmbedding, TrackPooler } from './track-pooler.ts';

/** −80 dBFS: below this a track has nothing to be compared by. */
export const SILENCE_PEAK = 1e-4;

const STORED_TAGS = 10;

/** Samples to embedding, for one track: log-mel → model → pool → normalise. Memory does not grow with the track. */
export class TrackEmbedder {
  readonly #spec: ModelSpec;
  readonly #features: LogMelStream;
  readonly #pooler: TrackPooler;
  #samples = 0;
  #peak = 0;

  constructor(spec: ModelSpec, model: LoadedModel) {
    this.#spec = spec;
    this.#features = new LogMelStream(spec.features);
    this.#pooler = model.createPooler();
  }

  /** @param samples mono, at the model's sample rate */
  async push(samples: Float32Array): Promise<void> {
    this.#samples += samples.length;
    for (const sample of samples) {
      const magnitude = Math.abs(sample);
      if (magnitude > this.#peak) this.#peak = magnitude;
    }
    const frames = this.#features.push(samples);
    if (frames.length > 0) await this.#pooler.push(frames);
  }

  /**
   * @throws `TOO_SHORT` below the model's minimum: the reference implementation fails there, and padding would invent sound
   * @throws `SILENT` when no sample reaches −80 dBFS
   * @throws `EMBEDDING_INVALID` when the model's output is zero or not finite
   */
  async finish(): Promise<TrackEmbedding> {
    const { sampleRate } = this.#spec.features;
    if (this.#samples < this.#spec.minSamples) {
      const seconds = (samples: number): string => (samples / sampleRate).toFixed(2);
      throw new CatalogError(
        'TOO_SHORT',
        `audio: expected at least ${seconds(this.#spec.minSamples)} s for ${this.#spec.name}, got ${seconds(this.#samples)} s`,
      );
    }
    if (this.#peak < SILENCE_PEAK) {
      throw new CatalogError('SILENT', `audio: expected sound above −80 dBFS, got a peak of ${this.#peak.toExponential(1)}`);
    }
    const rest = this.#features.finish();
    if (rest.length > 0) await this.#pooler.push(rest);
    const { embedding, tagProbabilities } = await this.#pooler.finish();
    return {
      embedding: l2Normalise(embedding),
      soundTags: topSoundTags(this.#spec.labels, tagProbabilities, STORED_TAGS),
      durationSeconds: this.#samples / sampleRate,
    };
  }
}
