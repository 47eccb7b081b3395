import { LogMelStream, LongSilence } from '@soundalike/audio-core';
import type { LoadedModel, ModelSpec, TrackPooler } from '@soundalike/audio-core';
import type { Extraction, Extractor } from '../embed/extractor.ts';

/** Name of the vector of a parts extractor. */
export const PARTS = 'parts';

/**
 * Return an extractor of what a model's projection takes: all values of the parts of a track's vector.
 * @param loaded model without its projection
 * @param key identifies the computation exactly
 */
export function partsExtractor(spec: ModelSpec, loaded: LoadedModel, key: string): Extractor {
  return {
    model: spec.name,
    key,
    sampleRate: spec.features.sampleRate,
    start: () => new PartsExtraction(spec, loaded.createPooler()),
  };
}

class PartsExtraction implements Extraction {
  readonly #silence: LongSilence;
  readonly #features: LogMelStream;
  readonly #pooler: TrackPooler;

  constructor({ features }: ModelSpec, pooler: TrackPooler) {
    this.#silence = new LongSilence(features.sampleRate);
    this.#features = new LogMelStream(features, (frame) => pooler.onFrame?.(frame));
    this.#pooler = pooler;
  }

  async push(samples: Float32Array): Promise<void> {
    for (const heard of this.#silence.heard(samples)) await this.#take(this.#features.push(heard));
  }

  async finish() {
    await this.#take(this.#features.finish());
    return { [PARTS]: (await this.#pooler.finish()).embedding };
  }

  async #take(frames: Float32Array): Promise<void> {
    if (frames.length > 0) await this.#pooler.push(frames);
  }
}
