import { SOUND_WORDS } from '@soundalike/catalog';
import type { SoundTag } from '@soundalike/catalog';
import { SoundalikeError } from '@soundalike/errors';
import { FingerprintStream } from '../fingerprint/fingerprint-stream.ts';
import { LogMelStream } from '../features/log-mel.ts';
import { peakOf } from '../features/peak.ts';
import type { ModelSpec } from '../models/model-spec.ts';
import type { LoadedModel, PooledTrack, TrackPooler } from '../models/loaded-model.ts';
import { LongSilence, SILENCE_PEAK } from './long-silence.ts';

/** Result of embedding one track. */
export interface TrackEmbedding {
  /** L2 norm 1 ± 1e-6. */
  readonly embedding: Float32Array;
  /** The ten most probable labels, and the words that fit, most probable first. */
  readonly soundTags: readonly SoundTag[];
  /** Chromaprint fingerprint of the start of what is embedded; empty for a very short track. */
  readonly fingerprint: Uint32Array;
  /** Length of the whole track, with the silence that is not heard. */
  readonly durationSeconds: number;
}

const STORED_TAGS = 10;

/**
 * Longest sum of windows that are finished together. Of a longer one, or a whole track, nearly everything is computed
 * before its end.
 */
const TOGETHER_SECONDS = 80;

/** Score from which a word is true. */
const TRUE_WORD = 0.5;

/** A part of the track that is embedded separately. */
interface Window {
  readonly silence: LongSilence;
  readonly features: LogMelStream;
  readonly pooler: TrackPooler;
  samples: number;
  /** Largest magnitude; not finite if a sample is not. */
  peak: number;
}

/**
 * Embeds the samples of one track: log-mel → model → pool → normalise. Of a long stretch of digital silence only the
 * start is heard (`LongSilence`). Memory does not grow with the track. With windows, each is embedded separately, and
 * the result joins them, without silent windows.
 */
export class TrackEmbedder {
  readonly #spec: ModelSpec;
  readonly #model: LoadedModel;
  readonly #windowSamples: number;
  readonly #fingerprint: FingerprintStream;
  #window: Window;
  #samples = 0;
  #peak = 0;
  /** Poolers of windows that have ended and are not finished. */
  #ended: TrackPooler[] = [];
  #endedSamples = 0;
  /** What each window was pooled to. */
  readonly #embeddings: Float32Array[] = [];
  #tags: Float64Array | null = null;
  #words: Float64Array | null = null;
  #windows = 0;

  /** @param windowSamples length of a window, the last one shorter; default: the entire track is one */
  constructor(spec: ModelSpec, model: LoadedModel, windowSamples = Infinity) {
    this.#spec = spec;
    this.#model = model;
    this.#windowSamples = windowSamples;
    this.#fingerprint = new FingerprintStream(spec.features.sampleRate);
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
   * Return the embedding. Call once, after the last sample.
   * @throws `TOO_SHORT` below the model's minimum: the reference implementation fails there, and padding would invent
   * sound
   * @throws `SILENT` if no sample reaches −80 dBFS, for example because the channels cancel each other in the mono mix
   * @throws `EMBEDDING_INVALID` if a sample or the model's output is not finite, or the output is zero
   */
  async finish(): Promise<TrackEmbedding> {
    const { sampleRate } = this.#spec.features;
    if (this.#samples < this.#spec.minSamples) {
      const seconds = (samples: number): string => (samples / sampleRate).toFixed(2);
      throw new SoundalikeError(
        'TOO_SHORT',
        `the audio is too short for ${this.#spec.name}: ` +
          `it has ${seconds(this.#samples)} s, and at least ${seconds(this.#spec.minSamples)} s are needed`,
      );
    }
    await this.#closeWindow();
    await this.#finishEnded();
    if (this.#tags === null) {
      throw new SoundalikeError(
        'SILENT',
        `the mono mix of the audio is silent: its peak is ${this.#peak.toExponential(1)}, below −80 dBFS ` +
          `(${SILENCE_PEAK}); if the file has sound, its channels cancel each other`,
      );
    }
    return {
      embedding: l2Normalise(this.#model.joinWindows?.(this.#embeddings) ?? meanDirection(this.#embeddings)),
      soundTags: this.#soundTags(this.#tags),
      fingerprint: this.#fingerprint.finish(),
      durationSeconds: this.#samples / sampleRate,
    };
  }

  #soundTags(tags: Float64Array): SoundTag[] {
    const labels = topSoundTags(this.#spec.labels, tags, this.#windows).slice(0, STORED_TAGS);
    const words = topSoundTags(SOUND_WORDS, this.#words ?? new Float64Array(0), this.#windows);
    return [...labels, ...words.filter(({ score }) => score >= TRUE_WORD)].sort((a, b) => b.score - a.score);
  }

  #openWindow(): Window {
    const pooler = this.#model.createPooler();
    return {
      silence: new LongSilence(this.#spec.features.sampleRate),
      features: new LogMelStream(this.#spec.features, pooler.onFrame?.bind(pooler)),
      pooler,
      samples: 0,
      peak: 0,
    };
  }

  async #pushToWindow(samples: Float32Array): Promise<void> {
    const window = this.#window;
    this.#samples += samples.length;
    window.samples += samples.length;
    window.peak = Math.max(window.peak, peakOf(samples));
    this.#peak = Math.max(this.#peak, window.peak);
    for (const heard of window.silence.heard(samples)) {
      this.#fingerprint.push(heard);
      const frames = window.features.push(heard);
      if (frames.length > 0) await window.pooler.push(frames);
    }
  }

  async #closeWindow(): Promise<void> {
    const { features, pooler, samples, peak } = this.#window;
    this.#window = this.#openWindow();
    if (samples < this.#spec.minSamples || peak < SILENCE_PEAK) return;
    // A model in integers would compute a vector from such samples.
    if (!Number.isFinite(peak))
      throw new SoundalikeError('EMBEDDING_INVALID', 'the audio has samples that are not finite numbers');
    const rest = features.finish();
    if (rest.length > 0) await pooler.push(rest);
    if (this.#endedSamples + samples > TOGETHER_SECONDS * this.#spec.features.sampleRate) await this.#finishEnded();
    await pooler.end?.();
    this.#ended.push(pooler);
    this.#endedSamples += samples;
  }

  async #finishEnded(): Promise<void> {
    const poolers = this.#ended;
    this.#ended = [];
    this.#endedSamples = 0;
    for (const { embedding, tagProbabilities, wordScores } of await finishAll(this.#model, poolers)) {
      this.#embeddings.push(embedding);
      this.#tags = sum(this.#tags, tagProbabilities);
      if (wordScores) this.#words = sum(this.#words, wordScores);
      this.#windows++;
    }
  }
}

async function finishAll(model: LoadedModel, poolers: readonly TrackPooler[]): Promise<PooledTrack[]> {
  if (model.finishAll) return model.finishAll(poolers);
  const results: PooledTrack[] = [];
  for (const pooler of poolers) results.push(await pooler.finish());
  return results;
}

/** Return the sum of the L2-normalised vectors, or the only one as it is. */
function meanDirection(vectors: readonly Float32Array[]): Float32Array {
  if (vectors.length === 1) return vectors[0]!;
  return Float32Array.from(vectors.map(l2Normalise).reduce<Float64Array | null>(sum, null) ?? []);
}

function sum(total: Float64Array | null, values: Float32Array): Float64Array {
  return total?.map((each, n) => each + values[n]!) ?? Float64Array.from(values);
}

/**
 * Divide a vector by its L2 norm, computed in double precision. The result has norm 1 ± 1e-6.
 * @throws `EMBEDDING_INVALID` for a zero vector or one with a value that is not finite.
 */
export function l2Normalise(vector: Float32Array): Float32Array {
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (!Number.isFinite(norm) || norm === 0) {
    throw new SoundalikeError('EMBEDDING_INVALID', `the norm of the embedding must be finite and above 0, not ${norm}`);
  }
  return vector.map((value) => value / norm);
}

/** Return all labels, most probable first. Scores are means over the windows, rounded to four digits. */
function topSoundTags(labels: readonly string[], sums: Float64Array, windows: number): SoundTag[] {
  return labels
    .map((label, index) => ({ label, score: Math.round(((sums[index] ?? 0) / windows) * 1e4) / 1e4 }))
    .sort((a, b) => b.score - a.score);
}
