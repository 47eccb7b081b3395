import { samplesIn } from '../audio/sample-rate.ts';
import type { Stereo } from '../audio/stereo.ts';

/** Pushes a mix down at each given time and lets it come back, as a compressor keyed by the kick drum does; in place. */
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
