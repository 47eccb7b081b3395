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
  decibel: { factor: 1, offset: 0, floor: 1e-10, scale: 10 * Math.LOG10E },
  'log10-1-10000x': { factor: 10_000, offset: 1, floor: 1, scale: Math.LOG10E },
} as const;

/** Options of the frames. */
export interface MelFramesOptions extends MelBandOptions {
  /** Samples between the starts of two frames. */
  readonly hopLength: number;
  /** Compression of the mel power: `decibel` is 10·log10(max(x, 1e-10)); `log10-1-10000x` is log10(1 + 10000·x). */
  readonly compression: keyof typeof COMPRESSIONS;
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
 * Computes the power spectrum and the mel bands of frames, and compresses them, with SIMD: periodic Hann window, FFT in
 * float32, the rest in float64. Its memory is never freed: `melFrames` shares one of each kind.
 */
export class MelFrames {
  readonly #fftSize: number;
  readonly #hopLength: number;
  readonly #bandCount: number;
  readonly #compression: (typeof COMPRESSIONS)[keyof typeof COMPRESSIONS];
  /** Addresses. */
  readonly #samples: number;
  readonly #power: number;
  readonly #mel: number;
  readonly #logarithms: number;
  readonly #compressed: number;
  readonly #plan: number;
  /** The memory, and the frames of a block in it: making views of each frame would take longer than computing it. */
  #memory: Float32Array | null = null;
  #views: readonly SpectrumFrame[] = [];

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
    const values = BLOCK_FRAMES * melBands;
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

  /**
   * Write the compressed bands of the first `count` frames of a signal.
   * @param rows row-major [count, melBands]
   * @param onFrame receives each frame before it is compressed
   */
  compute(signal: TwoPieces, count: number, rows: Float32Array, onFrame?: (frame: SpectrumFrame) => void): void {
    for (let first = 0; first < count; first += BLOCK_FRAMES) {
      const frames = Math.min(BLOCK_FRAMES, count - first);
      const length = (frames - 1) * this.#hopLength + this.#fftSize;
      copyFrom(signal, first * this.#hopLength, floatsAt(this.#samples, length));
      if (onFrame) this.#computeEach(frames, onFrame);
      else this.#computeFrames(0, frames);
      this.#compress(frames * this.#bandCount, rows.subarray(first * this.#bandCount));
    }
  }

  #computeEach(frames: number, onFrame: (frame: SpectrumFrame) => void): void {
    for (let frame = 0; frame < frames; frame++) {
      this.#computeFrames(frame, 1);
      onFrame(this.#currentViews()[frame]!);
    }
  }

  /** Compute the mel bands of frames of the block. */
  #computeFrames(frame: number, count: number): void {
    const hopBytes = Float32Array.BYTES_PER_ELEMENT * this.#hopLength;
    audioKernel.frames(this.#plan, this.#samples + frame * hopBytes, hopBytes, count, this.#melOf(frame));
  }

  /** Compress the first values of the block. */
  #compress(values: number, rows: Float32Array): void {
    const { factor, offset, floor, scale } = this.#compression;
    const count = KERNEL_STEP * Math.ceil(values / KERNEL_STEP);
    audioKernel.logarithms(this.#mel, this.#logarithms, count, factor, offset, floor, scale);
    audioKernel.demote(this.#logarithms, this.#compressed, count);
    rows.set(floatsAt(this.#compressed, values));
  }

  /** @returns the address of the mel bands of a frame of the block */
  #melOf(frame: number): number {
    return this.#mel + Float64Array.BYTES_PER_ELEMENT * this.#bandCount * frame;
  }

  /** @returns the fields of a band for the kernel */
  #storeBand({ firstBin, weights }: MelBand): number[] {
    const even = new Float64Array(weights.length + (weights.length % 2));
    even.set(weights);
    return [this.#power + Float64Array.BYTES_PER_ELEMENT * firstBin, store(even), even.length];
  }

  /** Memory that grows has another buffer. */
  #currentViews(): readonly SpectrumFrame[] {
    if (this.#memory !== pffft.HEAPF32) {
      this.#memory = pffft.HEAPF32;
      const power = new Float64Array(this.#memory.buffer, this.#power, this.#fftSize / 2 + 1);
      this.#views = Array.from({ length: BLOCK_FRAMES }, (_, frame) => ({
        power,
        mel: new Float64Array(power.buffer, this.#melOf(frame), this.#bandCount),
        samples: floatsAt(this.#samples + Float32Array.BYTES_PER_ELEMENT * frame * this.#hopLength, this.#fftSize),
      }));
    }
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
