declare module 'fft.js' {
  /** Radix-4 FFT of a fixed size; complex arrays are interleaved re, im. */
  export default class FFT {
    constructor(size: number);
    readonly size: number;
    createComplexArray(): number[];
    /** Transform real input; fills the first half of the spectrum (bins 0 to size/2). */
    realTransform(out: ArrayLike<number>, data: ArrayLike<number>): void;
  }
}
