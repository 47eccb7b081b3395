/** Tempo that is most likely before anything is heard, in beats per minute, and the deviation from it, in octaves. */
const LIKELY_TEMPO = 120;
const DEVIATION_OCTAVES = 1;
/** Tempi from here on are not considered. */
const MAX_TEMPO = 320;

/**
 * Estimate the tempo: the lag with the highest autocorrelation, weighted by a log-normal distribution around 120.
 * Ellis, "Beat tracking by dynamic programming", 2007. Reference: `librosa.feature.tempo` with the autocorrelation as
 * its tempogram.
 * @param autocorrelation of the onset strength, from lag 0 on
 * @param frameRate frames per second
 * @returns beats per minute; the tempo of a track may be heard as half or twice as fast
 */
export function estimateTempo(autocorrelation: Float64Array, frameRate: number): number {
  let best = -Infinity;
  let tempo = LIKELY_TEMPO;
  for (let lag = 1; lag < autocorrelation.length; lag++) {
    const candidate = (60 * frameRate) / lag;
    if (candidate >= MAX_TEMPO) continue;
    const prior = -0.5 * (Math.log2(candidate / LIKELY_TEMPO) / DEVIATION_OCTAVES) ** 2;
    const score = Math.log1p(1e6 * Math.max(0, autocorrelation[lag]!)) + prior;
    if (score > best) [best, tempo] = [score, candidate];
  }
  return tempo;
}
