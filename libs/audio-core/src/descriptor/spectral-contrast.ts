/** Lower edge of the second band, in Hz; each further band is an octave. librosa's defaults. */
const FIRST_EDGE_HZ = 200;
const OCTAVES = 6;

/** Share of a band's bins that make its peak, and as many its valley. librosa's default. */
const QUANTILE = 0.02;

/** Number of bands. */
export const CONTRAST_BANDS = OCTAVES + 1;

interface ContrastBand {
  readonly firstBin: number;
  /** The bin after the last. */
  readonly endBin: number;
  /** Bins in the peak, and in the valley. */
  readonly extremes: number;
}

/**
 * Spectral contrast: in each octave the level of the peaks above that of the valleys, in dB. High for clear tones, low
 * for noise.
 * Jiang, Lu, Zhang, Tao & Cai, "Music type classification by spectral contrast feature", 2002. Reference:
 * `librosa.feature.spectral_contrast`, with its bins of each band and its 10·log10 of magnitudes.
 */
export class SpectralContrast {
  readonly #bands: readonly ContrastBand[];
  readonly #lowest: Float64Array;
  readonly #highest: Float64Array;

  /** @param bins number of bins from 0 Hz to half of the sample rate */
  constructor(bins: number, sampleRate: number) {
    this.#bands = contrastBands(bins, sampleRate);
    const most = Math.max(...this.#bands.map(({ extremes }) => extremes));
    this.#lowest = new Float64Array(most);
    this.#highest = new Float64Array(most);
  }

  /**
   * Write the contrast of all bands.
   * @param magnitudes of all bins
   * @param floor lowest magnitude that counts; above 0
   * @param at index of the first of the `CONTRAST_BANDS` results
   */
  write(magnitudes: Float64Array, floor: number, results: Float64Array, at: number): void {
    const lowest = this.#lowest;
    const highest = this.#highest;
    this.#bands.forEach(({ firstBin, endBin, extremes }, band) => {
      lowest.fill(Infinity);
      highest.fill(-Infinity);
      for (let bin = firstBin; bin < endBin; bin++) {
        const magnitude = Math.max(magnitudes[bin]!, floor);
        if (magnitude < lowest[extremes - 1]!) insert(lowest, extremes, -magnitude, -1);
        if (magnitude > highest[extremes - 1]!) insert(highest, extremes, magnitude, 1);
      }
      let peak = 0;
      let valley = 0;
      for (let n = 0; n < extremes; n++) {
        peak += highest[n]!;
        valley += lowest[n]!;
      }
      results[at + band] = 10 * Math.log10(peak / valley);
    });
  }
}

/** Insert a value into a list of `length` values whose products with the sign descend; the last one is dropped. */
function insert(list: Float64Array, length: number, signed: number, sign: 1 | -1): void {
  let place = length - 1;
  for (; place > 0 && list[place - 1]! * sign < signed; place--) list[place] = list[place - 1]!;
  list[place] = signed * sign;
}

function contrastBands(bins: number, sampleRate: number): ContrastBand[] {
  const hz = (bin: number): number => (bin * sampleRate) / (2 * (bins - 1));
  const edges = [0, ...Array.from({ length: OCTAVES + 1 }, (_, octave) => FIRST_EDGE_HZ * 2 ** octave)];
  return Array.from({ length: CONTRAST_BANDS }, (_, band) => {
    const inside = Array.from({ length: bins }, (__, bin) => bin).filter(
      (bin) => hz(bin) >= edges[band]! && hz(bin) <= edges[band + 1]!,
    );
    // As in librosa: from the bin before the band on, without its last one; the last band has all bins to the end.
    const isLast = band === CONTRAST_BANDS - 1;
    const firstBin = inside[0]! - (band > 0 ? 1 : 0);
    const endBin = isLast ? bins : inside.at(-1)!;
    const counted = isLast ? bins - firstBin : endBin + 1 - firstBin;
    return { firstBin, endBin, extremes: Math.max(1, roundHalfEven(QUANTILE * counted)) };
  });
}

function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}
