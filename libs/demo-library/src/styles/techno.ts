import { mixMono, mixStereo, stereoSilence } from '../audio/stereo.ts';
import { addPingPongDelay, duck } from '../effects/mix-effects.ts';
import { addReverb } from '../effects/reverb.ts';
import { anyKey, frequencyOf, seventh } from '../music/harmony.ts';
import { Metre } from '../music/metre.ts';
import { CLOSED_HI_HAT, cymbal, OPEN_HI_HAT } from '../synth/cymbals.ts';
import { handClap, sweptDrum, TECHNO_KICK } from '../synth/drums.ts';
import { acidBass, sawChord } from '../synth/saw-synths.ts';
import type { Style } from './style.ts';

const STEPS = 16;

/**
 * Steps are sixteenths of a bar. `acid` is the level of the bass line, `bassCutoff` the first cutoff of its filter in
 * Hz, `stab` the sound of the chord.
 */
const ARRANGEMENTS = [
  {
    tempo: 128,
    drive: 2.4,
    claps: [4, 12],
    openHats: [2, 6, 10, 14],
    closedHat: 0.2,
    acid: 0.32,
    bassCutoff: 900,
    stabSteps: [2, 5, 10, 13],
    stab: { t60: 0.45, cutoff: 1500, gain: 0.55 },
  },
  {
    tempo: 138,
    drive: 4,
    claps: [],
    openHats: [2, 6, 10, 14],
    closedHat: 0.34,
    acid: 0.55,
    bassCutoff: 2600,
    stabSteps: [],
    stab: { t60: 0.3, cutoff: 2000, gain: 0 },
  },
  {
    tempo: 122,
    drive: 1.6,
    claps: [4, 12],
    openHats: [],
    closedHat: 0.12,
    acid: 0.2,
    bassCutoff: 350,
    stabSteps: [3, 6, 11, 14],
    stab: { t60: 1.6, cutoff: 1000, gain: 0.8 },
  },
  {
    tempo: 132,
    drive: 2.8,
    claps: [4, 7, 12, 15],
    openHats: [2, 10],
    closedHat: 0.28,
    acid: 0.3,
    bassCutoff: 600,
    stabSteps: [0, 3, 6, 10, 12],
    stab: { t60: 0.6, cutoff: 4200, gain: 0.75 },
  },
] as const;

/** Compose techno: kick on every beat, claps, hats, an acid bass line and echoing stabs, ducked by the kick. */
export const techno: Style = ({ random, seconds, arrangement }) => {
  const { tempo, drive, claps, openHats, closedHat, acid, bassCutoff, stabSteps, stab } = ARRANGEMENTS[arrangement]!;
  const mix = stereoSilence(seconds);
  const synths = stereoSilence(seconds);
  const key = anyKey(random, 31, ['minor', 'dorian']);
  const metre = new Metre({ beatsPerMinute: tempo, seconds, tailSeconds: 1 });
  const bassLine = Array.from({ length: STEPS }, () =>
    random.chance(0.75) ? random.pick([0, 0, 0, 7, 2, 4, 6]) : null,
  );
  const stabRoots = [0, 0, random.pick([2, 3]), random.pick([5, 6])];
  const kicks: number[] = [];
  const sounds = {
    kick: sweptDrum({ ...TECHNO_KICK, drive }),
    clap: handClap(random),
    openHat: cymbal(random, OPEN_HI_HAT),
    closedHat: cymbal(random, CLOSED_HI_HAT),
  };
  const on = (steps: readonly number[], step: number): boolean => steps.includes(step);

  for (let bar = 0; bar < metre.bars; bar++) {
    const sweep = 0.5 - 0.5 * Math.cos((2 * Math.PI * bar) / 8);
    for (let step = 0; step < STEPS; step++) {
      const at = metre.time(bar, step / 4);
      if (step % 4 === 0) {
        kicks.push(at);
        mixMono(mix, sounds.kick, { at, gain: 0.9 });
      }
      if (on(claps, step)) mixMono(mix, sounds.clap, { at, gain: 0.5 });
      if (on(openHats, step)) mixMono(mix, sounds.openHat, { at, gain: 0.32 });
      mixMono(mix, sounds.closedHat, { at, gain: closedHat * random.between(0.7, 1.2), pan: 0.2 });
      const bass = bassLine[step];
      if (bass !== null && bass !== undefined) {
        const filter = { from: bassCutoff * (1 + 2 * sweep), to: 140 + 200 * sweep, resonance: 5 };
        mixMono(synths, acidBass(frequencyOf(key.note(bass)), metre.secondsPerBeat / 4, filter), { at, gain: acid });
      }
      if (on(stabSteps, step)) {
        const chord = seventh(14 + stabRoots[bar % stabRoots.length]!).map((degree) => frequencyOf(key.note(degree)));
        mixMono(synths, sawChord(random, chord, stab.t60, stab.cutoff * (0.7 + sweep)), {
          at,
          gain: stab.gain,
          pan: -0.2,
        });
      }
    }
  }
  addPingPongDelay(synths, metre.secondsPerBeat * 0.75, 0.45, 0.35);
  duck(synths, kicks, 0.7, metre.secondsPerBeat * 0.7);
  mixStereo(mix, synths, { at: 0 });
  addReverb(mix, { size: 0.65, damping: 0.5, wet: 0.25 });
  return mix;
};
