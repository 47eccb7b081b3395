import { createDct, LogMelStream, RunningMoments } from '@soundalike/audio-core';
import { SoundalikeError } from '@soundalike/errors';
import type { Extraction, Extractor, NamedVectors } from './extractor.ts';

const COEFFICIENTS = 20;
/** librosa's defaults for `feature.mfcc`, except `top_db`, which needs the entire track in memory. */
const FEATURES = {
  sampleRate: 22_050,
  fftSize: 2048,
  hopLength: 512,
  melBands: 128,
  minFrequency: 0,
  maxFrequency: 11_025,
  padding: 'zero',
  compression: 'decibel',
} as const;

/**
 * Baseline without training: mean and standard deviation of 20 mel-frequency cepstral coefficients over the track
 * (Davis & Mermelstein, 1980; as a track's timbre: Logan & Salomon, 2001, in its simplest form).
 */
export const mfccStatistics: Extractor = {
  model: 'MFCC',
  key: `mfcc-${COEFFICIENTS} ${Object.values(FEATURES).join('-')}`,
  sampleRate: FEATURES.sampleRate,
  start: () => new MfccExtraction(),
};

const dct = createDct(FEATURES.melBands, COEFFICIENTS);

class MfccExtraction implements Extraction {
  readonly #features = new LogMelStream(FEATURES);
  readonly #moments = new RunningMoments(COEFFICIENTS);
  readonly #coefficients = new Float64Array(COEFFICIENTS);
  #samples = 0;

  async push(samples: Float32Array): Promise<void> {
    this.#samples += samples.length;
    this.#add(this.#features.push(samples));
  }

  async finish(): Promise<NamedVectors> {
    if (this.#samples < FEATURES.fftSize)
      throw new SoundalikeError(
        'TOO_SHORT',
        `audio: too short for MFCCs, which need at least ${FEATURES.fftSize} samples, not ${this.#samples}`,
      );
    this.#add(this.#features.finish());
    return { 'mean + deviation': this.#moments.meanAndDeviation() };
  }

  #add(frames: Float32Array): void {
    for (let start = 0; start < frames.length; start += FEATURES.melBands) {
      dct(frames.subarray(start, start + FEATURES.melBands), this.#coefficients);
      this.#moments.add(this.#coefficients);
    }
  }
}
