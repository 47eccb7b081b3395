import { samplesIn } from './sample-rate.ts';

/** Two channels of equal length; full scale is ±1. */
export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

export function stereoSilence(seconds: number): Stereo {
  return { left: new Float32Array(samplesIn(seconds)), right: new Float32Array(samplesIn(seconds)) };
}

/** Does the same to both channels, in place. */
export function eachChannel(stereo: Stereo, change: (channel: Float32Array) => void): void {
  change(stereo.left);
  change(stereo.right);
}
