/** Options of the mel bands. */
export interface MelBandOptions {
  /** Hz. */
  readonly sampleRate: number;
  /** FFT size and window length in samples; a power of two. */
  readonly fftSize: number;
  readonly melBands: number;
  /** Lowest and highest frequency of the mel bands, Hz. */
  readonly minFrequency: number;
  readonly maxFrequency: number;
}

/** One triangular filter: the weights of consecutive FFT bins from `firstBin` on. */
export interface MelBand {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

const LINEAR_HZ_PER_MEL = 200 / 3;
const BREAK_HZ = 1000;
const BREAK_MEL = BREAK_HZ / LINEAR_HZ_PER_MEL;
const LOG_STEP = Math.log(6.4) / 27;

/**
 * Convert Hz to Slaney's mel scale (Auditory Toolbox, 1998): linear below 1 kHz, logarithmic above; librosa's default.
 */
function hzToMel(hz: number): number {
  return hz < BREAK_HZ ? hz / LINEAR_HZ_PER_MEL : BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP;
}

/** Convert mel to Hz, the inverse of `hzToMel`. */
function melToHz(mel: number): number {
  return mel < BREAK_MEL ? mel * LINEAR_HZ_PER_MEL : BREAK_HZ * Math.exp(LOG_STEP * (mel - BREAK_MEL));
}

/**
 * Create triangular mel filters with Slaney (area) normalisation, as `librosa.filters.mel(htk=False, norm='slaney')`
 * does. The weights are rounded to float32, as in librosa.
 */
export function melFilterBank(options: MelBandOptions): MelBand[] {
  const { sampleRate, fftSize, melBands } = options;
  const low = hzToMel(options.minFrequency);
  const step = (hzToMel(options.maxFrequency) - low) / (melBands + 1);
  const edges = Array.from({ length: melBands + 2 }, (_, index) => melToHz(low + step * index));
  return Array.from({ length: melBands }, (_, band) => {
    const [left, centre, right] = edges.slice(band, band + 3) as [number, number, number];
    const weightAt = (bin: number): number => {
      const hz = (bin * sampleRate) / fftSize;
      const triangle = Math.min((hz - left) / (centre - left), (right - hz) / (right - centre));
      return Math.fround((Math.max(0, triangle) * 2) / (right - left));
    };
    const firstBin = Math.max(0, Math.floor((left * fftSize) / sampleRate));
    const lastBin = Math.min(fftSize / 2, Math.ceil((right * fftSize) / sampleRate));
    return {
      firstBin,
      weights: Float64Array.from({ length: lastBin - firstBin + 1 }, (_, offset) => weightAt(firstBin + offset)),
    };
  });
}
