import { LogMelStream } from '@soundalike/audio-core';
import { SoundalikeError } from '@soundalike/errors';
import type { Extraction, Extractor, NamedVectors } from './extractor.ts';
import { RunningMoments } from './running-moments.ts';

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
    for (let start = 0; start < frames.length; start += FEATURES.melBands)
      this.#moments.add(dct(frames.subarray(start, start + FEATURES.melBands)));
  }
}

/**
 * Return a function that computes the first `count` coefficients of the orthonormal DCT-II:
 * √(2/N) · Σₙ xₙ·cos(π·k·(n + ½)/N), the one for k = 0 also divided by √2.
 * Equal to `scipy.fft.dct(x, type=2, norm='ortho')`, which librosa's MFCCs use.
 */
export function createDct(length: number, count: number): (values: Float32Array) => Float32Array {
  const basis = Array.from({ length: count }, (_, k) =>
    Float64Array.from(
      { length },
      (__, n) => Math.sqrt((k === 0 ? 1 : 2) / length) * Math.cos((Math.PI * k * (n + 0.5)) / length),
    ),
  );
  return (values) => Float32Array.from(basis, (row) => row.reduce((sum, weight, n) => sum + weight * values[n]!, 0));
}
