import { SAMPLE_RATE, samplesIn } from './sample-rate.ts';

/** Raises a sound from nothing and lets it go again, each along half a cosine; in place. */
export function shapeEnds(sound: Float32Array, attackSeconds: number, releaseSeconds: number): Float32Array {
  const attack = Math.min(samplesIn(attackSeconds), sound.length);
  const release = Math.min(samplesIn(releaseSeconds), sound.length);
  for (let i = 0; i < attack; i++) sound[i]! *= raisedCosine(i / attack);
  for (let i = 0; i < release; i++) sound[sound.length - 1 - i]! *= raisedCosine(i / release);
  return sound;
}

/** Factor a sample by which a sound falls by 60 dB in the given time. */
export function decayPerSample(t60Seconds: number): number {
  return 10 ** (-3 / (t60Seconds * SAMPLE_RATE));
}

function raisedCosine(x: number): number {
  return 0.5 - 0.5 * Math.cos(Math.PI * x);
}
