import { samplesIn } from './sample-rate.ts';
import type { Stereo } from './stereo.ts';

/** Where a sound goes in the mix. */
export interface Place {
  readonly at: number;
  /** Linear; default 1. */
  readonly gain?: number;
  /** -1 is left, 1 is right; default 0. Equal power. Only for mono sounds. */
  readonly pan?: number;
}

/** Adds a mono sound to a mix, `at` seconds from its start; what hangs over the end is cut. */
export function mixMono(mix: Stereo, sound: Float32Array, { at, gain = 1, pan = 0 }: Place): void {
  const angle = ((pan + 1) * Math.PI) / 4;
  addTo(mix.left, sound, at, gain * Math.cos(angle));
  addTo(mix.right, sound, at, gain * Math.sin(angle));
}

/** Adds a stereo sound to a mix, `at` seconds from its start; what hangs over the end is cut. */
export function mixStereo(mix: Stereo, sound: Stereo, { at, gain = 1 }: Omit<Place, 'pan'>): void {
  addTo(mix.left, sound.left, at, gain);
  addTo(mix.right, sound.right, at, gain);
}

function addTo(channel: Float32Array, sound: Float32Array, at: number, gain: number): void {
  const start = samplesIn(at);
  const end = Math.min(sound.length, channel.length - start);
  for (let i = 0; i < end; i++) channel[start + i]! += gain * sound[i]!;
}
