/**
 * What to subtract from a step of height 2 so that it does not alias. Source: Välimäki and Huovilainen, "Antialiasing oscillators in subtractive
 * synthesis", 2007.
 * @param phase 0 to 1, the step being at 0 @param step the phase's advance a sample
 */
export function polyBlep(phase: number, step: number): number {
  if (phase < step) {
    const t = phase / step;
    return t + t - t * t - 1;
  }
  if (phase > 1 - step) {
    const t = (phase - 1) / step;
    return t * t + t + t + 1;
  }
  return 0;
}
