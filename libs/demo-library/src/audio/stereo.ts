import { samplesIn } from './signal.ts';

/** Two channels of equal length; full scale is ±1. */
export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** Create a silent mix. */
export function stereoSilence(seconds: number): Stereo {
  return { left: new Float32Array(samplesIn(seconds)), right: new Float32Array(samplesIn(seconds)) };
}

/** Apply a change to both channels, in place. */
export function eachChannel(stereo: Stereo, change: (channel: Float32Array) => void): void {
  change(stereo.left);
  change(stereo.right);
}

/** Position and level of a sound in a mix. */
export interface Place {
  /** Seconds from the start of the mix. */
  readonly at: number;
  /** Linear; default 1. */
  readonly gain?: number;
  /** -1 is left, 1 is right; default 0. Equal power. Only for mono sounds. */
  readonly pan?: number;
}

/** Add a mono sound to a mix; a sound that reaches beyond the end is cut. */
export function mixMono(mix: Stereo, sound: Float32Array, { at, gain = 1, pan = 0 }: Place): void {
  const angle = ((pan + 1) * Math.PI) / 4;
  addTo(mix.left, sound, at, gain * Math.cos(angle));
  addTo(mix.right, sound, at, gain * Math.sin(angle));
}

/** Add a stereo sound to a mix; a sound that reaches beyond the end is cut. */
export function mixStereo(mix: Stereo, sound: Stereo, { at, gain = 1 }: Omit<Place, 'pan'>): void {
  addTo(mix.left, sound.left, at, gain);
  addTo(mix.right, sound.right, at, gain);
}

function addTo(channel: Float32Array, sound: Float32Array, at: number, gain: number): void {
  const start = samplesIn(at);
  const end = Math.min(sound.length, channel.length - start);
  for (let i = 0; i < end; i++) channel[start + i]! += gain * sound[i]!;
}
