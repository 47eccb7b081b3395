import { LogMelStream } from '@soundalike/audio-core';
import { SoundalikeError } from '@soundalike/errors';
import { createDct } from './dct.ts';
import type { Extraction, Extractor, NamedVectors } from './extractor.ts';
import { RunningMoments } from './running-moments.ts';

const COEFFICIENTS = 20;
/** librosa's defaults for `feature.mfcc`, but for its `top_db`, which needs the whole track at once. */
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
 * The baseline that needs no training: mean and standard deviation of 20 mel-frequency cepstral coefficients over the track
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
  #samples = 0;

  async push(samples: Float32Array): Promise<void> {
    this.#samples += samples.length;
    this.#add(this.#features.push(samples));
  }

  async finish(): Promise<NamedVectors> {
    if (this.#samples < FEATURES.fftSize)
      throw new SoundalikeError(
        'TOO_SHORT',
        `audio: expected at least ${FEATURES.fftSize} samples for MFCCs, got ${this.#samples}`,
      );
    this.#add(this.#features.finish());
    return { 'mean + deviation': this.#moments.meanAndDeviation() };
  }

  #add(frames: Float32Array): void {
    for (let start = 0; start < frames.length; start += FEATURES.melBands)
      this.#moments.add(dct(frames.subarray(start, start + FEATURES.melBands)));
  }
}
