import FFT from 'fft.js';
import type { LogMelOptions } from './log-mel-options.ts';
import { melFilterBank } from './mel-filter-bank.ts';
import type { MelBand } from './mel-filter-bank.ts';

const DECIBEL_FLOOR = 1e-10;

/**
 * Log-mel spectrogram of a stream of samples: periodic Hann window, centred frames, power spectrum, Slaney mel bands.
 * The frames are those of the whole signal at once, whatever the sizes of the pieces; memory does not grow with its length.
 * Frame count of n samples: 1 + ⌊n / hopLength⌋.
 * Reference: `librosa.feature.melspectrogram` and torchlibrosa's `Spectrogram` + `LogmelFilterBank`.
 */
export class LogMelStream {
  readonly #options: LogMelOptions;
  readonly #fft: FFT;
  readonly #window: Float64Array;
  readonly #bands: readonly MelBand[];
  readonly #frame: Float64Array;
  readonly #spectrum: number[];
  readonly #power: Float64Array;
  /** The padded signal from the start of the next frame on. */
  #pending = new Float32Array(0);
  #started = false;

  /** @throws RangeError when the FFT size is no power of two, or the hop too long to mirror the end of a stream. */
  constructor(options: LogMelOptions) {
    const { fftSize, hopLength } = options;
    if (options.padding === 'reflect' && hopLength >= fftSize / 2) {
      throw new RangeError(`hopLength: expected less than half of fftSize ${fftSize} with reflect padding, got ${hopLength}`);
    }
    this.#options = options;
    this.#fft = new FFT(fftSize);
    this.#window = Float64Array.from({ length: fftSize }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / fftSize));
    this.#bands = melFilterBank(options);
    this.#frame = new Float64Array(fftSize);
    this.#spectrum = this.#fft.createComplexArray();
    this.#power = new Float64Array(fftSize / 2 + 1);
  }

  /**
   * @param samples mono, at the options' sample rate
   * @returns the frames that are now complete, row-major [frames, melBands]; often empty
   */
  push(samples: Float32Array): Float32Array {
    this.#append(samples);
    if (!this.#started && !this.#padStart()) return new Float32Array(0);
    return this.#takeFrames();
  }

  /** @returns the last frames. @throws RangeError when reflect padding is asked of a signal no longer than half a frame. */
  finish(): Float32Array {
    const half = this.#options.fftSize / 2;
    const reflect = this.#options.padding === 'reflect';
    if (!this.#started) {
      throw new RangeError(`log-mel spectrogram: expected more than ${half} samples, got ${this.#pending.length}`);
    }
    const end = this.#pending.length;
    const tail = new Float32Array(half);
    if (reflect) for (let n = 0; n < half; n++) tail[n] = this.#pending[end - 2 - n]!;
    this.#append(tail);
    return this.#takeFrames();
  }

  #append(samples: Float32Array): void {
    const joined = new Float32Array(this.#pending.length + samples.length);
    joined.set(this.#pending);
    joined.set(samples, this.#pending.length);
    this.#pending = joined;
  }

  #padStart(): boolean {
    const half = this.#options.fftSize / 2;
    const signal = this.#pending;
    if (this.#options.padding === 'reflect' && signal.length <= half) return false;
    const padded = new Float32Array(half + signal.length);
    if (this.#options.padding === 'reflect') for (let n = 0; n < half; n++) padded[n] = signal[half - n]!;
    padded.set(signal, half);
    this.#pending = padded;
    this.#started = true;
    return true;
  }

  #takeFrames(): Float32Array {
    const { fftSize, hopLength, melBands } = this.#options;
    const count = Math.max(0, Math.floor((this.#pending.length - fftSize) / hopLength) + 1);
    const frames = new Float32Array(count * melBands);
    for (let frame = 0; frame < count; frame++) {
      this.#writeFrame(frame * hopLength, frames.subarray(frame * melBands, (frame + 1) * melBands));
    }
    this.#pending = this.#pending.slice(count * hopLength);
    return frames;
  }

  #writeFrame(start: number, out: Float32Array): void {
    const frame = this.#frame;
    const window = this.#window;
    const pending = this.#pending;
    for (let n = 0; n < frame.length; n++) frame[n] = pending[start + n]! * window[n]!;
    const spectrum = this.#spectrum;
    this.#fft.realTransform(spectrum, frame);
    const power = this.#power;
    for (let bin = 0; bin < power.length; bin++) {
      const re = spectrum[2 * bin]!;
      const im = spectrum[2 * bin + 1]!;
      power[bin] = re * re + im * im;
    }
    const decibel = this.#options.compression === 'decibel';
    this.#bands.forEach(({ firstBin, weights }, band) => {
      let sum = 0;
      for (let n = 0; n < weights.length; n++) sum += weights[n]! * power[firstBin + n]!;
      out[band] = decibel ? 10 * Math.log10(Math.max(sum, DECIBEL_FLOOR)) : Math.log10(1 + 10_000 * sum);
    });
  }
}
