import { SAMPLE_RATE, samplesIn, shapeEnds } from '../audio/signal.ts';
import { polyBlep } from './sources.ts';

/** Volume has sixteen levels, as on the sound chips of game consoles. */
const VOLUME_STEPS = 15;
const FRAME_SECONDS = 1 / 60;

/** A note of a console's pulse channel. */
export interface PulseNote {
  /** One frequency in Hz, or several for a chord, which are cycled through every sixtieth of a second. */
  readonly frequencies: readonly number[];
  readonly seconds: number;
  /** Share of the period that is high: 0.125, 0.25 or 0.5. */
  readonly duty: number;
  /** Time in which the volume falls to zero, in steps. */
  readonly decaySeconds: number;
  /** Depth in cents, at 6 Hz, after the first twelve frames; default 0. */
  readonly vibratoCents?: number;
}

/** Synthesise a note of a console's pulse channel. */
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

/** Synthesise a note of a console's triangle channel: a triangle of sixteen levels. */
export function steppedTriangle(frequency: number, seconds: number): Float32Array {
  const out = new Float32Array(samplesIn(seconds));
  const step = frequency / SAMPLE_RATE;
  let phase = 0.25;
  for (let i = 0; i < out.length; i++) {
    const triangle = 1 - 4 * Math.abs(phase - 0.5);
    out[i] = Math.floor((triangle * 0.5 + 0.5) * 15.999) / 7.5 - 1;
    phase = (phase + step) % 1;
  }
  return shapeEnds(out, 0.001, 0.004);
}

/** Synthesise a console's noise channel: a 15-bit shift register at the given clock rate, with a falling volume. */
export function chipNoise(clockHz: number, seconds: number): Float32Array {
  const out = new Float32Array(samplesIn(seconds));
  let register = 1;
  let clock = 0;
  for (let i = 0; i < out.length; i++) {
    for (clock += clockHz / SAMPLE_RATE; clock >= 1; clock--) {
      const bit = (register ^ (register >> 1)) & 1;
      register = (register >> 1) | (bit << 14);
    }
    const volume = Math.ceil(15 * (1 - i / out.length)) / 15;
    out[i] = volume * ((register & 1) === 1 ? 0.5 : -0.5);
  }
  return shapeEnds(out, 0.001, 0.003);
}
