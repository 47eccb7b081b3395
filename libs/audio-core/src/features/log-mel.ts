import type { MelBandOptions } from './mel-filter-bank.ts';
import { melFrames } from './mel-frames.ts';
import type { MelFrames } from './mel-frames.ts';

const DECIBEL_FLOOR = 1e-10;

/** V8 takes four times as long for a decimal logarithm. */
const DECIMAL = Math.LOG10E;

/** Options of a log-mel spectrogram. */
export interface LogMelOptions extends MelBandOptions {
  /** Samples between the starts of two frames. */
  readonly hopLength: number;
  /** Continuation of the signal by `fftSize / 2` samples at both ends, so that frame t is centred on sample t·hop. */
  readonly padding: 'reflect' | 'zero';
  /** Compression of the mel power: `decibel` is 10·log10(max(x, 1e-10)); `log10-1-10000x` is log10(1 + 10000·x). */
  readonly compression: 'decibel' | 'log10-1-10000x';
}

/** One frame of the spectrogram before its compression. The arrays are valid during the call only. */
export interface SpectrumFrame {
  /** |X|² of the bins 0 to `fftSize / 2`. */
  readonly power: Float64Array;
  /** Power of each mel band. */
  readonly mel: Float64Array;
  /** The frame's samples without the window. */
  readonly samples: Float32Array;
}

/**
 * Log-mel spectrogram of a stream of samples: periodic Hann window, centred frames, power spectrum, Slaney mel bands.
 * The frames do not depend on the sizes of the pieces. Memory does not grow with the length of the signal.
 * Frame count of n samples: 1 + ⌊n / hopLength⌋.
 * The transform is in float32, as in the references.
 * Reference: `librosa.feature.melspectrogram` and torchlibrosa's `Spectrogram` + `LogmelFilterBank`.
 */
export class LogMelStream {
  readonly #options: LogMelOptions;
  readonly #frames: MelFrames;
  readonly #onFrame: ((frame: SpectrumFrame) => void) | undefined;
  /** The padded signal from the start of the next frame on; reused for all frames. */
  #buffer = new Float32Array(0);
  /** Samples in the buffer. */
  #pending = 0;
  #started = false;

  /**
   * @param onFrame receives each frame before it is compressed
   * @throws RangeError if the FFT size is not a power of two, or the hop is too long to mirror the end of a stream
   */
  constructor(options: LogMelOptions, onFrame?: (frame: SpectrumFrame) => void) {
    const { fftSize, hopLength } = options;
    if (options.padding === 'reflect' && hopLength >= fftSize / 2) {
      throw new RangeError(
        `hopLength must be less than half of fftSize ${fftSize} with reflect padding, not ${hopLength}`,
      );
    }
    this.#options = options;
    this.#frames = melFrames(options);
    this.#onFrame = onFrame;
  }

  /**
   * Add samples.
   * @param samples mono, at the options' sample rate
   * @returns the frames that they complete, row-major [frames, melBands]; often empty
   */
  push(samples: Float32Array): Float32Array {
    this.#append(samples);
    if (!this.#started && !this.#padStart()) return new Float32Array(0);
    return this.#takeFrames();
  }

  /** Return the last frames. @throws RangeError if a signal with reflect padding is not longer than half a frame */
  finish(): Float32Array {
    const half = this.#options.fftSize / 2;
    const reflect = this.#options.padding === 'reflect';
    if (!this.#started) {
      throw new RangeError(`a log-mel spectrogram needs more than ${half} samples, not ${this.#pending}`);
    }
    const end = this.#pending;
    const tail = new Float32Array(half);
    if (reflect) for (let n = 0; n < half; n++) tail[n] = this.#buffer[end - 2 - n]!;
    this.#append(tail);
    return this.#takeFrames();
  }

  #append(samples: Float32Array): void {
    this.#makeRoom(samples.length);
    this.#buffer.set(samples, this.#pending);
    this.#pending += samples.length;
  }

  #makeRoom(samples: number): void {
    if (this.#pending + samples <= this.#buffer.length) return;
    const larger = new Float32Array(this.#pending + samples);
    larger.set(this.#buffer.subarray(0, this.#pending));
    this.#buffer = larger;
  }

  #padStart(): boolean {
    const half = this.#options.fftSize / 2;
    const reflect = this.#options.padding === 'reflect';
    if (reflect && this.#pending <= half) return false;
    this.#makeRoom(half);
    const buffer = this.#buffer;
    buffer.copyWithin(half, 0, this.#pending);
    for (let n = 0; n < half; n++) buffer[n] = reflect ? buffer[2 * half - n]! : 0;
    this.#pending += half;
    this.#started = true;
    return true;
  }

  #takeFrames(): Float32Array {
    const { fftSize, hopLength, melBands } = this.#options;
    const count = Math.max(0, Math.floor((this.#pending - fftSize) / hopLength) + 1);
    const frames = new Float32Array(count * melBands);
    this.#frames.compute(this.#buffer, count, (frame) => this.#writeFrame(frame * hopLength, frames, frame * melBands));
    this.#buffer.copyWithin(0, count * hopLength, this.#pending);
    this.#pending -= count * hopLength;
    return frames;
  }

  #writeFrame(start: number, frames: Float32Array, at: number): void {
    const { power, mel } = this.#frames;
    const decibel = this.#options.compression === 'decibel';
    for (let band = 0; band < mel.length; band++) {
      const value = mel[band]!;
      frames[at + band] = decibel
        ? 10 * DECIMAL * Math.log(Math.max(value, DECIBEL_FLOOR))
        : DECIMAL * Math.log(1 + 10_000 * value);
    }
    this.#onFrame?.({ power, mel, samples: this.#buffer.subarray(start, start + this.#options.fftSize) });
  }
}
