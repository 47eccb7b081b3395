import { SAMPLE_RATE, shapeEnds } from '../audio/signal.ts';
import { eachChannel, stereoSilence } from '../audio/stereo.ts';
import type { Stereo } from '../audio/stereo.ts';
import { filterInPlace } from '../effects/filters.ts';
import type { Random } from '../random/random.ts';
import { polyBlep } from './sources.ts';

const PLAYERS = 6;
/** Samples between updates of the pitch. */
const CONTROL_INTERVAL = 64;
const CENT = 2 ** (1 / 1200);

/** Playing technique of a string section. */
export interface Bowing {
  readonly attackSeconds: number;
  readonly releaseSeconds: number;
  /** Cutoff of the tone above 700 Hz, in multiples of the fundamental. */
  readonly brightness: number;
  /** Strokes per second; 0 for one long bow. */
  readonly tremoloHz: number;
}

/**
 * Synthesise a section of bowed strings: saws a few cents apart, each with its own vibrato and place in the stereo
 * image, through a low-pass filter.
 * @param seconds until the bows lift
 */
export function stringSection(random: Random, frequency: number, seconds: number, bowing: Bowing): Stereo {
  const out = stereoSilence(seconds + bowing.releaseSeconds);
  for (let player = 0; player < PLAYERS; player++) {
    const place = player / (PLAYERS - 1);
    const detune = CENT ** random.between(-9, 9);
    addPlayer(out, random, frequency * detune, 0.25 + 0.5 * place);
  }
  eachChannel(out, (channel) => {
    filterInPlace(channel, 'low', 700 + bowing.brightness * frequency);
    filterInPlace(channel, 'high', 0.7 * frequency);
    if (bowing.tremoloHz > 0) tremble(channel, bowing.tremoloHz);
    shapeEnds(channel, bowing.attackSeconds, bowing.releaseSeconds);
  });
  return out;
}

function addPlayer(out: Stereo, random: Random, frequency: number, place: number): void {
  const vibratoTurn = (2 * Math.PI * random.between(4.6, 5.8)) / SAMPLE_RATE;
  const vibratoCents = random.between(3, 7);
  const gainLeft = 0.1 * Math.cos((place * Math.PI) / 2);
  const gainRight = 0.1 * Math.sin((place * Math.PI) / 2);
  let phase = random.between(0, 1);
  let step = 0;
  for (let i = 0; i < out.left.length; i++) {
    if (i % CONTROL_INTERVAL === 0)
      step = (frequency * CENT ** (vibratoCents * Math.sin(i * vibratoTurn))) / SAMPLE_RATE;
    const saw = 2 * phase - 1 - polyBlep(phase, step);
    out.left[i]! += gainLeft * saw;
    out.right[i]! += gainRight * saw;
    phase += step;
    if (phase >= 1) phase -= 1;
  }
}

function tremble(channel: Float32Array, hz: number): void {
  const turn = (Math.PI * hz) / SAMPLE_RATE;
  for (let i = 0; i < channel.length; i++) channel[i]! *= 0.22 + 0.78 * Math.abs(Math.sin(i * turn));
}
