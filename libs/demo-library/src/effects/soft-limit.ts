/** Below this level nothing is changed. */
const KNEE = 0.5;
/** Never reached; leaves MP3 decoders room to overshoot. */
const CEILING = 0.89;

/** Bends what is above the knee so that it stays below the ceiling. */
export function softLimit(sample: number): number {
  const level = Math.abs(sample);
  if (level <= KNEE) return sample;
  const room = CEILING - KNEE;
  return Math.sign(sample) * (KNEE + room * Math.tanh((level - KNEE) / room));
}
