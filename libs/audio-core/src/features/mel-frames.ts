import { copyFrom } from './join-samples.ts';
import type { TwoPieces } from './join-samples.ts';
import { melFilterBank } from './mel-filter-bank.ts';
import type { MelBand, MelBandOptions } from './mel-filter-bank.ts';
import { realFft } from './real-fft.ts';
import { audioKernel, floatsAt, pffft, reserve, store } from './wasm-audio.ts';

/** Frames whose samples are copied to the kernel's memory at once. */
const BLOCK_FRAMES = 64;

/** Fields of a band for the kernel. */
const BAND_FIELDS = 3;

/** Values that the kernel processes in one step. */
const KERNEL_STEP = 4;

/** scale · ln(max(offset + factor · x, floor)). */
const COMPRESSIONS = {
  decibel: [1, 0, 1e-10, 10 * Math.LOG10E],
  'log10-1-10000x': [10_000, 1, 1, Math.LOG10E],
} as const;

/** Options of the frames. */
export interface MelFramesOptions extends MelBandOptions {
  /** Samples between the starts of two frames. */
  readonly hopLength: number;
  /** Compression of the mel power: `decibel` is 10·log10(max(x, 1e-10)); `log10-1-10000x` is log10(1 + 10000·x). */
  readonly compression: keyof typeof COMPRESSIONS;
}

/**
 * Computes the power spectrum and the mel bands of frames, and compresses them, with SIMD: periodic Hann window, FFT in
 * float32, the rest in float64. Its memory is never freed: `melFrames` shares one of each kind.
 */
export class MelFrames {
  readonly #fftSize: number;
  readonly #hopLength: number;
  readonly #bandCount: number;
  readonly #compression: readonly [factor: number, offset: number, floor: number, scale: number];
  /** Addresses. */
  readonly #samples: number;
  readonly #power: number;
  readonly #mel: number;
  readonly #logarithms: number;
  readonly #compressed: number;
  readonly #plan: number;
  #views: { readonly power: Float64Array; readonly mel: Float64Array } | null = null;

  /** @throws RangeError as `realFft` */
  constructor(options: MelFramesOptions) {
    const { fftSize, hopLength, melBands, compression } = options;
    const fft = realFft(fftSize);
    this.#fftSize = fftSize;
    this.#hopLength = hopLength;
    this.#bandCount = melBands;
    this.#compression = COMPRESSIONS[compression];
    this.#samples = reserve(Float32Array.BYTES_PER_ELEMENT * ((BLOCK_FRAMES - 1) * hopLength + fftSize));
    const window = store(
      Float32Array.from({ length: fftSize }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / fftSize)),
    );
    // One more than there are bins: the kernel reads pairs, and multiplies the one beyond by zero.
    this.#power = reserve(Float64Array.BYTES_PER_ELEMENT * (fftSize / 2 + 2));
    const values = kernelLength(BLOCK_FRAMES * melBands);
    this.#mel = reserve(Float64Array.BYTES_PER_ELEMENT * values);
    this.#logarithms = reserve(Float64Array.BYTES_PER_ELEMENT * values);
    this.#compressed = reserve(Float32Array.BYTES_PER_ELEMENT * values);
    const bands = new Int32Array(BAND_FIELDS * melBands);
    melFilterBank(options).forEach((band, n) => bands.set(this.#storeBand(band), BAND_FIELDS * n));
    const { size, setupAt, inputAt, spectrumAt, workAt } = fft;
    const rowBytes = Float64Array.BYTES_PER_ELEMENT * melBands;
    this.#plan = store(
      Int32Array.of(size, window, setupAt, inputAt, spectrumAt, workAt, this.#power, store(bands), melBands, rowBytes),
    );
  }

  /** |X|² of the bins 0 to `fftSize / 2`, valid until the next frame. */
  get power(): Float64Array {
    return this.#currentViews().power;
  }

  /** Power of each mel band, valid until the next frame. */
  get mel(): Float64Array {
    return this.#currentViews().mel;
  }

  /**
   * Write the compressed bands of the first `count` frames of a signal.
   * @param rows row-major [count, melBands]
   * @param onFrame called with the samples of each frame, without the window, when `power` and `mel` are there; they
   * are valid during the call only
   */
  compute(signal: TwoPieces, count: number, rows: Float32Array, onFrame?: (samples: Float32Array) => void): void {
    for (let first = 0; first < count; first += BLOCK_FRAMES) {
      const frames = Math.min(BLOCK_FRAMES, count - first);
      const length = (frames - 1) * this.#hopLength + this.#fftSize;
      copyFrom(signal, first * this.#hopLength, floatsAt(this.#samples, length));
      if (!onFrame) {
        this.#computeFrames(0, frames, rows, first);
        continue;
      }
      for (let frame = 0; frame < frames; frame++) {
        this.#computeFrames(frame, 1, rows, first + frame);
        onFrame(floatsAt(this.#samples + Float32Array.BYTES_PER_ELEMENT * frame * this.#hopLength, this.#fftSize));
      }
    }
  }

  /** Compute frames of the block in the kernel's memory, the first one at `row` of the rows. */
  #computeFrames(frame: number, count: number, rows: Float32Array, row: number): void {
    const hopBytes = Float32Array.BYTES_PER_ELEMENT * this.#hopLength;
    audioKernel.frames(this.#plan, this.#samples + frame * hopBytes, hopBytes, count, this.#mel);
    const values = count * this.#bandCount;
    const padded = kernelLength(values);
    audioKernel.logarithms(this.#mel, this.#logarithms, padded, ...this.#compression);
    audioKernel.demote(this.#logarithms, this.#compressed, padded);
    rows.set(floatsAt(this.#compressed, values), row * this.#bandCount);
  }

  /** @returns the fields of a band for the kernel */
  #storeBand({ firstBin, weights }: MelBand): number[] {
    const even = new Float64Array(weights.length + (weights.length % 2));
    even.set(weights);
    return [this.#power + Float64Array.BYTES_PER_ELEMENT * firstBin, store(even), even.length];
  }

  /** Memory that grows has another buffer. */
  #currentViews(): { readonly power: Float64Array; readonly mel: Float64Array } {
    const { buffer } = pffft.HEAPF32;
    if (this.#views?.power.buffer !== buffer)
      this.#views = {
        power: new Float64Array(buffer, this.#power, this.#fftSize / 2 + 1),
        mel: new Float64Array(buffer, this.#mel, this.#bandCount),
      };
    return this.#views;
  }
}

const byOptions = new Map<string, MelFrames>();

/** Return the shared computation for some options. @throws RangeError as the constructor of `MelFrames` */
export function melFrames(options: MelFramesOptions): MelFrames {
  const { sampleRate, fftSize, hopLength, melBands, minFrequency, maxFrequency, compression } = options;
  const key = [sampleRate, fftSize, hopLength, melBands, minFrequency, maxFrequency, compression].join();
  const known = byOptions.get(key) ?? new MelFrames(options);
  byOptions.set(key, known);
  return known;
}

/** Return the next multiple of the kernel's step. */
function kernelLength(values: number): number {
  return KERNEL_STEP * Math.ceil(values / KERNEL_STEP);
}
