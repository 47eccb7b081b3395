import { melFilterBank } from './mel-filter-bank.ts';
import type { MelBand, MelBandOptions } from './mel-filter-bank.ts';
import { realFft } from './real-fft.ts';
import type { RealFft } from './real-fft.ts';
import { audioKernel, floatsAt, pffft, reserve, store } from './wasm-audio.ts';

/** Frames whose samples are copied to the kernel's memory at once. */
const BLOCK_FRAMES = 64;

/** Fields of a band for the kernel. */
const BAND_FIELDS = 3;

/**
 * Computes the power spectrum and the mel bands of frames with SIMD: periodic Hann window, FFT in float32, the rest in
 * float64. Its memory is never freed: `melFrames` shares one of each kind.
 */
export class MelFrames {
  readonly #fft: RealFft;
  readonly #hopLength: number;
  readonly #bandCount: number;
  /** Addresses. */
  readonly #samples: number;
  readonly #window: number;
  readonly #power: number;
  readonly #bands: number;
  readonly #mel: number;
  #views: { readonly power: Float64Array; readonly mel: Float64Array } | null = null;

  /** @throws RangeError as `realFft` */
  constructor(options: MelBandOptions & { readonly hopLength: number }) {
    const { fftSize, hopLength, melBands } = options;
    this.#fft = realFft(fftSize);
    this.#hopLength = hopLength;
    this.#bandCount = melBands;
    this.#samples = reserve(Float32Array.BYTES_PER_ELEMENT * ((BLOCK_FRAMES - 1) * hopLength + fftSize));
    this.#window = store(
      Float32Array.from({ length: fftSize }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / fftSize)),
    );
    // One more than there are bins: the kernel reads pairs, and multiplies the one beyond by zero.
    this.#power = reserve(Float64Array.BYTES_PER_ELEMENT * (fftSize / 2 + 2));
    this.#mel = reserve(Float64Array.BYTES_PER_ELEMENT * melBands);
    const bands = new Int32Array(BAND_FIELDS * melBands);
    melFilterBank(options).forEach((band, n) => bands.set(this.#storeBand(band), BAND_FIELDS * n));
    this.#bands = store(bands);
  }

  /** |X|² of the bins 0 to `fftSize / 2`, valid until the next frame. */
  get power(): Float64Array {
    return this.#currentViews().power;
  }

  /** Power of each mel band, valid until the next frame. */
  get mel(): Float64Array {
    return this.#currentViews().mel;
  }

  /** Compute `count` frames of the samples, and call `onFrame` with the number of each when its results are there. */
  compute(samples: Float32Array, count: number, onFrame: (frame: number) => void): void {
    const { size } = this.#fft;
    for (let first = 0; first < count; first += BLOCK_FRAMES) {
      const frames = Math.min(BLOCK_FRAMES, count - first);
      const start = first * this.#hopLength;
      const length = (frames - 1) * this.#hopLength + size;
      floatsAt(this.#samples, length).set(samples.subarray(start, start + length));
      for (let frame = 0; frame < frames; frame++) {
        this.#computeFrame(this.#samples + Float32Array.BYTES_PER_ELEMENT * frame * this.#hopLength);
        onFrame(first + frame);
      }
    }
  }

  #computeFrame(samples: number): void {
    const { size, inputAt, spectrumAt } = this.#fft;
    audioKernel.window(samples, this.#window, inputAt, size);
    this.#fft.transformInPlace();
    audioKernel.power(spectrumAt, this.#power, size / 2);
    const { power } = this;
    // The first pair of the spectrum is the bins 0 and size / 2, which are real.
    const [first, last] = floatsAt(spectrumAt, 2) as unknown as [number, number];
    power[0] = first * first;
    power[size / 2] = last * last;
    audioKernel.mel(this.#bands, this.#bandCount, this.#mel);
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
        power: new Float64Array(buffer, this.#power, this.#fft.size / 2 + 1),
        mel: new Float64Array(buffer, this.#mel, this.#bandCount),
      };
    return this.#views;
  }
}

const byOptions = new Map<string, MelFrames>();

/** Return the shared computation for some options. @throws RangeError as the constructor of `MelFrames` */
export function melFrames(options: MelBandOptions & { readonly hopLength: number }): MelFrames {
  const { sampleRate, fftSize, hopLength, melBands, minFrequency, maxFrequency } = options;
  const key = [sampleRate, fftSize, hopLength, melBands, minFrequency, maxFrequency].join();
  const known = byOptions.get(key) ?? new MelFrames(options);
  byOptions.set(key, known);
  return known;
}
