import { samplesIn } from '../audio/sample-rate.ts';
import type { Stereo } from '../audio/stereo.ts';

/** Adds echoes that cross from one side to the other, in place. */
export function addPingPongDelay(mix: Stereo, delaySeconds: number, feedback: number, wet: number): void {
  const delay = samplesIn(delaySeconds);
  const echoLeft = new Float32Array(mix.left.length);
  const echoRight = new Float32Array(mix.left.length);
  for (let i = delay; i < echoLeft.length; i++) {
    echoLeft[i] = (mix.left[i - delay]! + mix.right[i - delay]!) / 2 + feedback * echoRight[i - delay]!;
    echoRight[i] = feedback * echoLeft[i - delay]!;
  }
  for (let i = 0; i < echoLeft.length; i++) {
    mix.left[i]! += wet * echoLeft[i]!;
    mix.right[i]! += wet * echoRight[i]!;
  }
}
