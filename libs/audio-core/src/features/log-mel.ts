import { joinFrom, joinSamples } from './join-samples.ts';
import { melFrames } from './mel-frames.ts';
import type { MelFrames, MelFramesOptions, SpectrumFrame } from './mel-frames.ts';

/** Options of a log-mel spectrogram. */
export interface LogMelOptions extends MelFramesOptions {
  /** Continuation of the signal by `fftSize / 2` samples at both ends, so that frame t is centred on sample t·hop. */
  readonly padding: 'reflect' | 'zero';
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
  /** The padded signal from the start of the next frame on. */
  #rest = new Float32Array(0);
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
    if (this.#started) return this.#takeFrames(samples);
    this.#rest = joinSamples([this.#rest, samples]);
    return this.#padStart() ? this.#takeFrames(new Float32Array(0)) : new Float32Array(0);
  }

  /** Return the last frames. @throws RangeError if a signal with reflect padding is not longer than half a frame */
  finish(): Float32Array {
    const half = this.#options.fftSize / 2;
    const rest = this.#rest;
    if (!this.#started) {
      throw new RangeError(`a log-mel spectrogram needs more than ${half} samples, not ${rest.length}`);
    }
    const tail = new Float32Array(half);
    if (this.#options.padding === 'reflect') tail.set(rest.subarray(-half - 1, -1).toReversed());
    return this.#takeFrames(tail);
  }

  /** Continue the signal before its start. @returns false if it is not long enough yet */
  #padStart(): boolean {
    const half = this.#options.fftSize / 2;
    const reflect = this.#options.padding === 'reflect';
    const rest = this.#rest;
    if (reflect && rest.length <= half) return false;
    const start = reflect ? rest.slice(1, half + 1).reverse() : new Float32Array(half);
    this.#rest = joinSamples([start, rest]);
    this.#started = true;
    return true;
  }

  /** Add samples to the padded signal. @returns the frames that they complete */
  #takeFrames(samples: Float32Array): Float32Array {
    const { fftSize, hopLength, melBands } = this.#options;
    const signal = [this.#rest, samples] as const;
    const count = Math.max(0, Math.floor((this.#rest.length + samples.length - fftSize) / hopLength) + 1);
    const rows = new Float32Array(count * melBands);
    this.#frames.compute(signal, count, rows, this.#onFrame);
    this.#rest = joinFrom(signal, count * hopLength);
    return rows;
  }
}
