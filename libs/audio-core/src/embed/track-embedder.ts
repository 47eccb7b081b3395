import type { SoundTag } from '@soundalike/catalog';
import { SoundalikeError } from '@soundalike/errors';
import { LogMelStream } from '../features/log-mel.ts';
import type { ModelSpec } from '../models/model-spec.ts';
import { l2Normalise } from './l2-normalise.ts';
import { topSoundTags } from './top-sound-tags.ts';
import type { LoadedModel, TrackPooler } from '../models/loaded-model.ts';

/** Result of embedding one track. */
export interface TrackEmbedding {
  /** L2 norm 1 ± 1e-6. */
  readonly embedding: Float32Array;
  /** The ten most probable labels, most probable first. */
  readonly soundTags: readonly SoundTag[];
  readonly durationSeconds: number;
}

/** −80 dBFS: below this a track has nothing to be compared by. */
export const SILENCE_PEAK = 1e-4;

const STORED_TAGS = 10;

/** A part of the track that is embedded by itself. */
interface Window {
  readonly features: LogMelStream;
  readonly pooler: TrackPooler;
  samples: number;
  peak: number;
  /** Of all samples: no number where one of them is none. */
  sum: number;
}

/**
 * Samples to embedding, for one track: log-mel → model → pool → normalise. Memory does not grow with the track.
 * With windows, each is embedded by itself, and the vectors' and the tags' means are the track's; a silent window is left out.
 */
export class TrackEmbedder {
  readonly #spec: ModelSpec;
  readonly #model: LoadedModel;
  readonly #windowSamples: number;
  #window: Window;
  #samples = 0;
  #peak = 0;
  #embedding: Float64Array | null = null;
  #tags: Float64Array | null = null;
  #windows = 0;

  /** @param windowSamples length of a window, the last one shorter; default: the whole track is one */
  constructor(spec: ModelSpec, model: LoadedModel, windowSamples = Infinity) {
    this.#spec = spec;
    this.#model = model;
    this.#windowSamples = windowSamples;
    this.#window = this.#openWindow();
  }

  /** @param samples mono, at the model's sample rate */
  async push(samples: Float32Array): Promise<void> {
    for (let taken = 0; taken < samples.length;) {
      if (this.#window.samples === this.#windowSamples) await this.#closeWindow();
      const part = samples.subarray(taken, taken + this.#windowSamples - this.#window.samples);
      await this.#pushToWindow(part);
      taken += part.length;
    }
  }

  /**
   * @throws `TOO_SHORT` below the model's minimum: the reference implementation fails there, and padding would invent sound
   * @throws `SILENT` when no sample reaches −80 dBFS
   * @throws `EMBEDDING_INVALID` when a sample or the model's output is not finite, or the output zero
   */
  async finish(): Promise<TrackEmbedding> {
    const { sampleRate } = this.#spec.features;
    if (this.#samples < this.#spec.minSamples) {
      const seconds = (samples: number): string => (samples / sampleRate).toFixed(2);
      throw new SoundalikeError(
        'TOO_SHORT',
        `audio: expected at least ${seconds(this.#spec.minSamples)} s for ${this.#spec.name}, got ${seconds(this.#samples)} s`,
      );
    }
    await this.#closeWindow();
    if (this.#embedding === null || this.#tags === null) {
      throw new SoundalikeError(
        'SILENT',
        `audio: expected sound above −80 dBFS, got a peak of ${this.#peak.toExponential(1)}`,
      );
    }
    return {
      embedding: l2Normalise(Float32Array.from(this.#embedding)),
      soundTags: topSoundTags(
        this.#spec.labels,
        Float32Array.from(this.#tags, (sum) => sum / this.#windows),
        STORED_TAGS,
      ),
      durationSeconds: this.#samples / sampleRate,
    };
  }

  #openWindow(): Window {
    return {
      features: new LogMelStream(this.#spec.features),
      pooler: this.#model.createPooler(),
      samples: 0,
      peak: 0,
      sum: 0,
    };
  }

  async #pushToWindow(samples: Float32Array): Promise<void> {
    const window = this.#window;
    this.#samples += samples.length;
    window.samples += samples.length;
    scan(samples, window);
    this.#peak = Math.max(this.#peak, window.peak);
    const frames = window.features.push(samples);
    if (frames.length > 0) await window.pooler.push(frames);
  }

  async #closeWindow(): Promise<void> {
    const { features, pooler, samples, peak, sum: total } = this.#window;
    this.#window = this.#openWindow();
    if (samples < this.#spec.minSamples || peak < SILENCE_PEAK) return;
    // A model in integers would make a vector of it.
    if (!Number.isFinite(total))
      throw new SoundalikeError('EMBEDDING_INVALID', 'audio: expected finite samples, got NaN or infinity');
    const rest = features.finish();
    if (rest.length > 0) await pooler.push(rest);
    const { embedding, tagProbabilities } = await pooler.finish();
    this.#embedding = sum(this.#embedding, this.#windowSamples === Infinity ? embedding : l2Normalise(embedding));
    this.#tags = sum(this.#tags, tagProbabilities);
    this.#windows++;
  }
}

/** Notes peak and sum. By index: five million samples a track, and for…of takes many times as long. */
function scan(samples: Float32Array, window: Window): void {
  let { peak, sum: total } = window;
  for (let n = 0; n < samples.length; n++) {
    const sample = samples[n]!;
    total += sample;
    if (sample > peak) peak = sample;
    else if (-sample > peak) peak = -sample;
  }
  window.peak = peak;
  window.sum = total;
}

function sum(total: Float64Array | null, values: Float32Array): Float64Array {
  return total?.map((each, n) => each + values[n]!) ?? Float64Array.from(values);
}
