const SLOWEST = 40;
const FASTEST = 250;

/** Number of tempi of a tempogram. */
const TEMPOGRAM_LAGS = 24;

const STEP = (FASTEST / SLOWEST) ** (1 / (TEMPOGRAM_LAGS - 1));

/** The tempi of a tempogram, in beats per minute: equal steps in octaves. */
export const TEMPOGRAM_TEMPI: readonly number[] = Array.from({ length: TEMPOGRAM_LAGS }, (_, n) => SLOWEST * STEP ** n);

/** Return the number of lags, from 0 on, that a tempogram needs. @param frameRate frames per second */
export function tempogramLags(frameRate: number): number {
  return Math.ceil((60 * frameRate * Math.sqrt(STEP)) / SLOWEST) + 1;
}

/**
 * Return how strongly a track repeats at each tempo of `TEMPOGRAM_TEMPI`: the highest autocorrelation of its onset
 * strength at the lags that are nearest to that tempo. The peak of a regular beat is one or two lags wide, so a value
 * at one lag would only be there by chance.
 * Grosche, Müller & Kurth, "Cyclic tempogram", 2010, over the entire track.
 * @param autocorrelation from lag 0 on, `tempogramLags` values or more
 * @param frameRate frames per second
 */
export function tempogramOf(autocorrelation: Float64Array, frameRate: number): number[] {
  return TEMPOGRAM_TEMPI.map((tempo) => {
    const first = Math.ceil((60 * frameRate) / (tempo * Math.sqrt(STEP)));
    const last = Math.floor((60 * frameRate * Math.sqrt(STEP)) / tempo);
    return Math.max(...autocorrelation.subarray(first, last + 1));
  });
}
