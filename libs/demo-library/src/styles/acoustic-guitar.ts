import { eachChannel, mixMono, stereoSilence } from '../audio/stereo.ts';
import { addBodyResonance } from '../effects/filters.ts';
import { addReverb } from '../effects/reverb.ts';
import { anyKey, frequencyOf, PROGRESSIONS, triad } from '../music/harmony.ts';
import { Melody } from '../music/melody.ts';
import { Metre } from '../music/metre.ts';
import { pluckedString } from '../synth/plucked-string.ts';
import type { Pluck } from '../synth/plucked-string.ts';
import type { Style } from './style.ts';

const NAIL: Pluck = { position: 0.11, brightness: 0.75, t60Seconds: 3.6, damping: 0.05 };
const PLECTRUM: Pluck = { position: 0.09, brightness: 0.85, t60Seconds: 3.2, damping: 0.05 };

/** Notes of a chord from the lowest string up, as degrees above the root. */
const STRINGS = [0, 4, 7, 9, 11, 14];
/** Seconds between two strings of a strummed chord. */
const STRUM_SECONDS = 0.014;

const rolling = (strings: readonly number[]) =>
  strings.map((string, eighth) => ({ beat: eighth / 2, strings: [string] }));
const TRAVIS = [...rolling([0, 3, 1, 2, 0, 4, 1, 3]), { beat: 0, strings: [3, 4] }];
const ARPEGGIO = [{ beat: 0, strings: [0, 1, 2, 3, 4] }, ...rolling([0, 1, 2, 3, 4, 3, 2, 1]).slice(2)];
const STRUMMING = [0, 1, 1.5, 2.5, 3, 3.5].map((beat) => ({ beat, strings: beat % 2 === 0 ? [0, 1, 2, 3] : [3, 2] }));
const CROSS_PICKING = [...rolling([0, 4, 2, 3, 1, 4, 2, 3]), { beat: 2, strings: [2, 3, 4] }];

/** `melody` is the beats of the tune above the chords, which stays in `compass`. */
const ARRANGEMENTS = [
  {
    tempo: 112,
    tonic: 37,
    pluck: NAIL,
    hand: TRAVIS,
    melody: [1.5, 3],
    compass: [11, 18],
    room: { size: 0.7, damping: 0.4, wet: 0.45 },
  },
  {
    tempo: 84,
    tonic: 45,
    pluck: NAIL,
    hand: ARPEGGIO,
    melody: [0, 1, 2, 3, 3.5],
    compass: [14, 21],
    room: { size: 0.6, damping: 0.5, wet: 0.3 },
  },
  {
    tempo: 100,
    tonic: 40,
    pluck: NAIL,
    hand: STRUMMING,
    melody: [0, 2],
    compass: [11, 18],
    room: { size: 0.5, damping: 0.6, wet: 0.2 },
  },
  {
    tempo: 108,
    tonic: 48,
    pluck: PLECTRUM,
    hand: CROSS_PICKING,
    melody: [0, 0.5, 1, 2, 2.5, 3],
    compass: [11, 18],
    room: { size: 0.75, damping: 0.4, wet: 0.6 },
  },
] as const;

/** Compose for one guitar: a picking pattern on the chord, and a tune on the top strings. */
export const acousticGuitar: Style = ({ random, seconds, arrangement }) => {
  const { tempo, tonic, pluck, hand, melody: melodyBeats, compass, room } = ARRANGEMENTS[arrangement]!;
  const mix = stereoSilence(seconds);
  const key = anyKey(random, tonic, ['major', 'mixolydian', 'dorian']);
  const metre = new Metre({ beatsPerMinute: tempo, seconds, tailSeconds: 2.5 });
  const progression = random.pick(PROGRESSIONS);
  const melody = new Melody(random, compass[0], compass[1]);

  const play = (degree: number, at: number, ring: number, gain: number): void => {
    const string = pluckedString(random, frequencyOf(key.note(degree)), ring, pluck);
    mixMono(mix, string, { at, gain: gain * random.between(0.8, 1), pan: (degree - 7) / 40 });
  };

  for (let bar = 0; bar < metre.bars; bar++) {
    const root = progression[bar % progression.length]!;
    const barEnd = metre.time(bar + 1);
    for (const { beat, strings } of hand) {
      strings.forEach((string, order) => {
        const at = metre.time(bar, beat) + order * STRUM_SECONDS + random.between(0, 0.01);
        play(root + STRINGS[string]!, at, Math.max(barEnd - at, 0.4), string < 2 ? 0.7 : 0.5);
      });
    }
    for (const beat of melodyBeats) {
      if (random.chance(0.2)) continue;
      const at = metre.time(bar, beat) + random.between(0, 0.01);
      play(Number.isInteger(beat) ? melody.onChord(triad(root)) : melody.step(), at, 1.2, 0.8);
    }
  }
  STRINGS.forEach((degree, order) => play(degree, metre.time(metre.bars) + order * 0.06, 2.4, 0.7));
  eachChannel(mix, addBodyResonance);
  addReverb(mix, room);
  return mix;
};
