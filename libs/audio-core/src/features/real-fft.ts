import { floatsAt, FORWARD, pffft, REAL, reserve } from './wasm-audio.ts';

/**
 * FFT of a real signal of a fixed size, in float32 by PFFFT (Pommier) in WebAssembly. Its memory is never freed:
 * `realFft` shares one of each size.
 */
export class RealFft {
  readonly size: number;
  /** Addresses of PFFFT's setup, the input, the spectrum and the work space in the memory of `wasm-audio.ts`. */
  readonly setupAt: number;
  readonly inputAt: number;
  readonly spectrumAt: number;
  readonly workAt: number;

  /** @throws RangeError if the size is not a power of two of at least 32 */
  constructor(size: number) {
    if (!Number.isInteger(Math.log2(size)) || size < 32)
      throw new RangeError(`the FFT size must be a power of two of at least 32, not ${size}`);
    this.size = size;
    this.setupAt = pffft._pffft_new_setup(size, REAL);
    [this.inputAt, this.spectrumAt, this.workAt] = [0, 0, 0].map(() =>
      reserve(size * Float32Array.BYTES_PER_ELEMENT),
    ) as [number, number, number];
  }

  /** `size` samples to write before `transform`. Get it again for each transform. */
  get input(): Float32Array {
    return floatsAt(this.inputAt, this.size);
  }

  /**
   * Transform the input.
   * @returns re and im of bins 1 to size/2 − 1 at 2·bin; at 0 and 1 the bins 0 and size/2, which are real. Valid until
   * the next transform
   */
  transform(): Float32Array {
    pffft._pffft_transform_ordered(this.setupAt, this.inputAt, this.spectrumAt, this.workAt, FORWARD);
    return floatsAt(this.spectrumAt, this.size);
  }
}

const bySize = new Map<number, RealFft>();

/** Return the shared FFT of a size. @throws RangeError as the constructor of `RealFft` */
export function realFft(size: number): RealFft {
  const known = bySize.get(size) ?? new RealFft(size);
  bySize.set(size, known);
  return known;
}
