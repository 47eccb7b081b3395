// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- every project that reads this file needs them
/// <reference path="./pffft.d.ts" />
import loadPffft from '@echogarden/pffft-wasm/simd';

const pffft = await loadPffft();

/** PFFFT's constants of the transform. */
const REAL = 0;
const FORWARD = 0;

/**
 * FFT of a real signal of a fixed size, in float32 by PFFFT (Pommier) in WebAssembly. Its memory is never freed:
 * `realFft` shares one of each size.
 */
export class RealFft {
  readonly size: number;
  readonly #setup: number;
  readonly #input: number;
  readonly #spectrum: number;
  readonly #work: number;

  /** @throws RangeError if the size is not a power of two of at least 32 */
  constructor(size: number) {
    if (!Number.isInteger(Math.log2(size)) || size < 32)
      throw new RangeError(`the FFT size must be a power of two of at least 32, not ${size}`);
    this.size = size;
    this.#setup = pffft._pffft_new_setup(size, REAL);
    [this.#input, this.#spectrum, this.#work] = [0, 0, 0].map(() =>
      pffft._pffft_aligned_malloc(size * Float32Array.BYTES_PER_ELEMENT),
    ) as [number, number, number];
  }

  /** `size` samples to write before `transform`. Get it again for each transform. */
  get input(): Float32Array {
    return this.#floats(this.#input);
  }

  /**
   * Transform the input.
   * @returns re and im of bins 1 to size/2 − 1 at 2·bin; at 0 and 1 the bins 0 and size/2, which are real. Valid until
   * the next transform
   */
  transform(): Float32Array {
    pffft._pffft_transform_ordered(this.#setup, this.#input, this.#spectrum, this.#work, FORWARD);
    return this.#floats(this.#spectrum);
  }

  #floats(address: number): Float32Array {
    const start = address / Float32Array.BYTES_PER_ELEMENT;
    return pffft.HEAPF32.subarray(start, start + this.size);
  }
}

const bySize = new Map<number, RealFft>();

/** Return the shared FFT of a size. @throws RangeError as the constructor of `RealFft` */
export function realFft(size: number): RealFft {
  const known = bySize.get(size) ?? new RealFft(size);
  bySize.set(size, known);
  return known;
}
