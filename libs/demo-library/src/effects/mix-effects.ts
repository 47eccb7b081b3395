import { samplesIn } from '../audio/signal.ts';
import type { Stereo } from '../audio/stereo.ts';

/** Lower a mix at each given time and let it recover, as a compressor keyed by the kick drum does, in place. */
export function duck(mix: Stereo, times: readonly number[], depth: number, recoverySeconds: number): void {
  const length = samplesIn(recoverySeconds);
  for (const time of times) {
    const start = samplesIn(time);
    for (let i = 0; i < length && start + i < mix.left.length; i++) {
      const gain = 1 - depth * (1 - i / length) ** 2;
      mix.left[start + i]! *= gain;
      mix.right[start + i]! *= gain;
    }
  }
}

/** Add echoes that alternate between the sides, in place. */
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
