/** Sample rate of every signal, in Hz. */
export const SAMPLE_RATE = 44_100;

/** Convert a time to samples, rounded. */
export function samplesIn(seconds: number): number {
  return Math.round(seconds * SAMPLE_RATE);
}

/** Fade a sound in and out, each along half a cosine, in place. */
export function shapeEnds(sound: Float32Array, attackSeconds: number, releaseSeconds: number): Float32Array {
  const attack = Math.min(samplesIn(attackSeconds), sound.length);
  const release = Math.min(samplesIn(releaseSeconds), sound.length);
  for (let i = 0; i < attack; i++) sound[i]! *= raisedCosine(i / attack);
  for (let i = 0; i < release; i++) sound[sound.length - 1 - i]! *= raisedCosine(i / release);
  return sound;
}

/** Return the factor per sample by which a sound falls by 60 dB in the given time. */
export function decayPerSample(t60Seconds: number): number {
  return 10 ** (-3 / (t60Seconds * SAMPLE_RATE));
}

function raisedCosine(x: number): number {
  return 0.5 - 0.5 * Math.cos(Math.PI * x);
}

/** Return the root mean square over all channels. */
export function rootMeanSquare(channels: readonly Float32Array[]): number {
  let sum = 0;
  let count = 0;
  for (const channel of channels) {
    for (let i = 0; i < channel.length; i++) sum += channel[i]! ** 2;
    count += channel.length;
  }
  return Math.sqrt(sum / count);
}
