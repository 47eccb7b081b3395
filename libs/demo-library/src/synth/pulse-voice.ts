import { shapeEnds } from '../audio/envelope.ts';
import { SAMPLE_RATE, samplesIn } from '../audio/sample-rate.ts';
import { polyBlep } from './poly-blep.ts';

/** Volume has sixteen steps, as on the sound chips of game consoles. */
const VOLUME_STEPS = 15;
const FRAME_SECONDS = 1 / 60;

/** A note of a console's pulse channel. */
export interface PulseNote {
  /** One frequency, or several that are cycled through, one each sixtieth of a second: the chip's way to play a chord. */
  readonly frequencies: readonly number[];
  readonly seconds: number;
  /** Share of the period that is high: 0.125, 0.25 or 0.5. */
  readonly duty: number;
  /** Seconds in which the volume falls to nothing, in steps. */
  readonly decaySeconds: number;
  /** Cents, at 6 Hz, once the note has been held a while. */
  readonly vibratoCents?: number;
}

export function pulseVoice({ frequencies, seconds, duty, decaySeconds, vibratoCents = 0 }: PulseNote): Float32Array {
  const out = new Float32Array(samplesIn(seconds));
  const frameLength = samplesIn(FRAME_SECONDS);
  let phase = 0;
  let step = 0;
  let volume = 0;
  for (let i = 0; i < out.length; i++) {
    if (i % frameLength === 0) {
      const frame = i / frameLength;
      const bend = frame > 12 ? vibratoCents * Math.sin(2 * Math.PI * 6 * frame * FRAME_SECONDS) : 0;
      step = (frequencies[frame % frequencies.length]! * 2 ** (bend / 1200)) / SAMPLE_RATE;
      volume = Math.ceil(VOLUME_STEPS * Math.max(0, 1 - (frame * FRAME_SECONDS) / decaySeconds)) / VOLUME_STEPS;
    }
    const fall = (phase + 1 - duty) % 1;
    out[i] = volume * (((phase < duty ? 1 : -1) + polyBlep(phase, step) - polyBlep(fall, step)) / 2 + 0.5 - duty);
    phase = (phase + step) % 1;
  }
  return shapeEnds(out, 0.001, 0.003);
}
