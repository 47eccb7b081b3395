/** How a model wants its log-mel spectrogram. */
export interface LogMelOptions {
  /** Hz. */
  readonly sampleRate: number;
  /** FFT size and window length in samples; a power of two. */
  readonly fftSize: number;
  /** Samples between the starts of two frames. */
  readonly hopLength: number;
  readonly melBands: number;
  /** Lowest and highest frequency of the mel bands, Hz. */
  readonly minFrequency: number;
  readonly maxFrequency: number;
  /** How the signal is continued by `fftSize / 2` samples at both ends, so that frame t is centred on sample t·hop. */
  readonly padding: 'reflect' | 'zero';
  /** Compression of the mel power: `decibel` is 10·log10(max(x, 1e-10)); `log10-1-10000x` is log10(1 + 10000·x). */
  readonly compression: 'decibel' | 'log10-1-10000x';
}
