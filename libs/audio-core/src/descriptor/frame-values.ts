import { createDct } from '../features/dct.ts';
import type { LogMelOptions } from '../features/log-mel.ts';
import type { SpectrumFrame } from '../features/mel-frames.ts';
import { MFCC_COUNT, SHAPE_FEATURES } from './descriptor-features.ts';
import { DYNAMIC_RANGE } from './mel-levels.ts';
import { CONTRAST_BANDS, SpectralContrast } from './spectral-contrast.ts';
import { spectralFlatness } from './spectral-flatness.ts';
import { writeSpectralShape } from './spectral-shape.ts';
import { zeroCrossingRate } from './zero-crossings.ts';

/** Values of a frame. */
export const FRAME_VALUES = MFCC_COUNT + CONTRAST_BANDS + SHAPE_FEATURES.length;

/** Computes the timbre of single frames: MFCCs, spectral contrast and `SHAPE_FEATURES`. */
export class FrameValues {
  readonly #hzPerBin: number;
  readonly #dct: ReturnType<typeof createDct>;
  readonly #contrast: SpectralContrast;
  readonly #magnitudes: Float64Array;
  readonly #values = new Float64Array(FRAME_VALUES);

  constructor({ sampleRate, fftSize, melBands }: LogMelOptions) {
    const bins = fftSize / 2 + 1;
    this.#hzPerBin = sampleRate / fftSize;
    this.#dct = createDct(melBands, MFCC_COUNT);
    this.#contrast = new SpectralContrast(bins, sampleRate);
    this.#magnitudes = new Float64Array(bins);
  }

  /**
   * Compute the values of a frame. For contrast and flatness no bin is lower than 60 dB below the highest.
   * @param levels of its mel bands, in dB
   * @param meanPower its `framePower`, above 0
   * @returns `FRAME_VALUES` values, valid until the next call
   */
  of({ power, samples }: SpectrumFrame, levels: Float64Array, meanPower: number): Float64Array {
    const values = this.#values;
    const magnitudes = this.#magnitudes;
    let most = 0;
    for (let bin = 0; bin < power.length; bin++) {
      if (power[bin]! > most) most = power[bin]!;
      magnitudes[bin] = Math.sqrt(power[bin]!);
    }
    const floor = most * 10 ** (-DYNAMIC_RANGE / 10);
    this.#dct(levels, values);
    this.#contrast.write(magnitudes, Math.sqrt(floor), values, MFCC_COUNT);
    const shape = MFCC_COUNT + CONTRAST_BANDS;
    writeSpectralShape(magnitudes, this.#hzPerBin, values, shape);
    values[shape + 3] = spectralFlatness(power, floor);
    values[shape + 4] = 10 * Math.log10(meanPower);
    values[shape + 5] = zeroCrossingRate(samples);
    return values;
  }
}
