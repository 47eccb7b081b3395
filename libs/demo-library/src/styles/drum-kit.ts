import { mixMono, stereoSilence } from '../audio/stereo.ts';
import { addReverb } from '../effects/reverb.ts';
import { Metre } from '../music/metre.ts';
import { CLOSED_HI_HAT, CRASH, cymbal, OPEN_HI_HAT, RIDE } from '../synth/cymbals.ts';
import { ACOUSTIC_KICK, snareDrum, sweptDrum, tom } from '../synth/drums.ts';
import type { Style } from './style.ts';

const SIXTEENTHS = 16;

/**
 * Steps are sixteenths of a bar. `timekeeper` is played on every `every`-th; `ghosts` is the probability of a soft
 * snare stroke on an odd step.
 */
const ARRANGEMENTS = [
  {
    tempo: 96,
    kick: [0, 7, 8, 10],
    snare: [4, 12],
    toms: [],
    timekeeper: OPEN_HI_HAT,
    every: 4,
    ghosts: 0.15,
    snareHz: 190,
    kickHz: 58,
    room: { size: 0.4, damping: 0.6, wet: 0.15 },
  },
  {
    tempo: 118,
    kick: [0, 2, 8, 11],
    snare: [4, 12],
    toms: [],
    timekeeper: RIDE,
    every: 2,
    ghosts: 0.1,
    snareHz: 225,
    kickHz: 66,
    room: { size: 0.85, damping: 0.15, wet: 1.5 },
  },
  {
    tempo: 78,
    kick: [0, 10],
    snare: [4, 7, 12, 15],
    toms: [],
    timekeeper: CLOSED_HI_HAT,
    every: 1,
    ghosts: 0.5,
    snareHz: 265,
    kickHz: 48,
    room: { size: 0.82, damping: 0.5, wet: 1.3 },
  },
  {
    tempo: 108,
    kick: [0, 4, 8, 12],
    snare: [4, 12],
    toms: [2, 3, 6, 9, 10, 14],
    timekeeper: CLOSED_HI_HAT,
    every: 4,
    ghosts: 0.1,
    snareHz: 170,
    kickHz: 54,
    room: { size: 0.75, damping: 0.4, wet: 0.8 },
  },
] as const;
const TOM_HZ = [165, 125, 88];

/** Compose for a drum kit: a groove with ghost notes, a cymbal as timekeeper, and a tom fill every fourth bar. */
export const drumKit: Style = ({ random, seconds, arrangement }) => {
  const style = ARRANGEMENTS[arrangement]!;
  const on = (steps: readonly number[], step: number): boolean => steps.includes(step);
  const mix = stereoSilence(seconds);
  const metre = new Metre({ beatsPerMinute: style.tempo, seconds, tailSeconds: 1.5 });
  const kick = sweptDrum({ ...ACOUSTIC_KICK, toHz: style.kickHz });
  const snare = snareDrum(random, style.snareHz);
  const toms = TOM_HZ.map((hz) => sweptDrum(tom(hz * random.between(0.93, 1.07))));
  const timekeeper = cymbal(random, style.timekeeper);
  const crash = cymbal(random, CRASH);

  for (let bar = 0; bar < metre.bars; bar++) {
    const fillFrom = bar % 4 === 3 ? random.pick([8, 12]) : SIXTEENTHS;
    if (bar % 4 === 0) mixMono(mix, crash, { at: metre.time(bar), gain: 0.4, pan: -0.4 });
    for (let step = 0; step < SIXTEENTHS; step++) {
      const at = metre.time(bar, step / 4) + random.between(0, 0.006);
      if (step >= fillFrom) {
        const drum = Math.floor(((step - fillFrom) / (SIXTEENTHS - fillFrom)) * toms.length);
        mixMono(mix, toms[drum]!, { at, gain: random.between(0.55, 0.75), pan: 0.5 - 0.5 * drum });
        continue;
      }
      if (on(style.kick, step)) mixMono(mix, kick, { at, gain: random.between(0.8, 0.95) });
      if (on(style.snare, step)) mixMono(mix, snare, { at, gain: random.between(0.6, 0.75), pan: -0.1 });
      else if (step % 2 === 1 && random.chance(style.ghosts))
        mixMono(mix, snare, { at, gain: random.between(0.06, 0.14), pan: -0.1 });
      if (on(style.toms, step))
        mixMono(mix, random.pick(toms), { at, gain: random.between(0.5, 0.7), pan: random.between(-0.5, 0.5) });
      if (step % style.every === 0)
        mixMono(mix, timekeeper, { at, gain: step % 4 === 0 ? 0.5 : random.between(0.25, 0.38), pan: 0.35 });
    }
  }
  mixMono(mix, crash, { at: metre.time(metre.bars), gain: 0.45, pan: -0.4 });
  mixMono(mix, kick, { at: metre.time(metre.bars), gain: 0.9 });
  addReverb(mix, style.room);
  return mix;
};
