import { mixMono, stereoSilence } from '../audio/stereo.ts';
import { filterInPlace } from '../effects/filters.ts';
import { addReverb } from '../effects/reverb.ts';
import { anyKey, frequencyOf, seventh } from '../music/harmony.ts';
import { Melody } from '../music/melody.ts';
import { Metre } from '../music/metre.ts';
import { brushSwish, brushTap, cymbal, RIDE } from '../synth/cymbals.ts';
import { pluckedString } from '../synth/plucked-string.ts';
import { saxophoneNote } from '../synth/saxophone-note.ts';
import type { Style } from './style.ts';

/** Turnarounds, as degrees of the roots, one chord per bar. */
const TURNAROUNDS = [
  [1, 4, 0, 5],
  [0, 5, 1, 4],
  [2, 5, 1, 4],
  [3, 6, 2, 5],
];
/** Position of a swung off-beat eighth within its beat. */
const SWING = 0.64;
const GUT_STRING = { position: 0.3, brightness: 0.12, t60Seconds: 2.2, damping: 0.4 };

/**
 * `walking` is the beats of the bass; `phrase` the beats of the saxophone, each with probability `likely`; `bass`,
 * `ride` and `brushes` are levels.
 */
const ARRANGEMENTS = [
  {
    tempo: 132,
    walking: [0, 1, 2, 3],
    bass: 1.15,
    phrase: [0, SWING, 1, 2, 2 + SWING, 3],
    likely: 0.75,
    compass: [10, 19],
    ride: 0.2,
    brushes: 0.12,
    room: { size: 0.72, damping: 0.4, wet: 0.4 },
  },
  {
    tempo: 66,
    walking: [0, 2],
    bass: 1,
    phrase: [0, 1 + SWING, 2, 3 + SWING],
    likely: 0.9,
    compass: [9, 16],
    ride: 0.08,
    brushes: 0.3,
    room: { size: 0.8, damping: 0.3, wet: 0.8 },
  },
  {
    tempo: 176,
    walking: [0, 1, 2, 3],
    bass: 1.3,
    phrase: [0, SWING, 1, 1 + SWING, 2, 2 + SWING, 3, 3 + SWING],
    likely: 0.8,
    compass: [9, 18],
    ride: 0.3,
    brushes: 0.18,
    room: { size: 0.5, damping: 0.6, wet: 0.2 },
  },
  {
    tempo: 104,
    walking: [0, 1, 2, 3],
    bass: 1.5,
    phrase: [0, 1 + SWING, 2 + SWING],
    likely: 0.5,
    compass: [7, 14],
    ride: 0.1,
    brushes: 0.3,
    room: { size: 0.8, damping: 0.4, wet: 0.9 },
  },
] as const;

/** Compose for a swing trio: tenor saxophone, walking double bass, and brushes with a ride cymbal. */
export const jazzTrio: Style = ({ random, seconds, arrangement }) => {
  const { tempo, walking, bass, phrase, likely, compass, ride: rideLevel, brushes, room } = ARRANGEMENTS[arrangement]!;
  const mix = stereoSilence(seconds);
  const key = anyKey(random, 36, ['major', 'dorian']);
  const metre = new Metre({ beatsPerMinute: tempo, seconds, tailSeconds: 2.5 });
  const turnaround = random.pick(TURNAROUNDS);
  const melody = new Melody(random, compass[0], compass[1]);
  const ride = cymbal(random, RIDE);
  const tap = brushTap(random);

  const pluck = (degree: number, bar: number, beat: number, beats: number): void => {
    const string = pluckedString(
      random,
      frequencyOf(key.note(degree > 6 ? degree - 7 : degree)),
      beats * metre.secondsPerBeat,
      GUT_STRING,
    );
    mixMono(mix, filterInPlace(string, 'low', 900), {
      at: metre.time(bar, beat) + random.between(0, 0.01),
      gain: bass,
    });
  };
  const blow = (degree: number, bar: number, beat: number, beats: number): void => {
    const note = saxophoneNote(
      random,
      frequencyOf(key.note(degree)),
      beats * metre.secondsPerBeat,
      random.between(0.5, 0.9),
    );
    mixMono(mix, note, { at: metre.time(bar, beat), gain: 0.8, pan: 0.15 });
  };

  for (let bar = 0; bar < metre.bars; bar++) {
    const chord = seventh(turnaround[bar % turnaround.length]!);
    const leading = turnaround[(bar + 1) % turnaround.length]! + random.pick([-1, 1]);
    const walk = [chord[0]!, random.pick(chord.slice(1)), random.pick(chord.slice(1)), leading];
    for (const beat of walking) pluck(walk[beat]!, bar, beat, 3.8 / walking.length);
    phrase.forEach((beat, index) => {
      if (!random.chance(likely)) return;
      const degree = Number.isInteger(beat) ? melody.onChord(chord) : melody.step();
      blow(degree, bar, beat, 0.95 * ((phrase[index + 1] ?? 4) - beat));
    });
    for (let beat = 0; beat < 4; beat++) {
      const at = metre.time(bar, beat);
      mixMono(mix, brushSwish(random, metre.secondsPerBeat), { at, gain: brushes, pan: -0.3 });
      mixMono(mix, ride, { at, gain: rideLevel * random.between(0.8, 1.1), pan: 0.4 });
      if (beat % 2 === 0) continue;
      mixMono(mix, tap, { at, gain: 0.28, pan: -0.2 });
      mixMono(mix, ride, { at: metre.time(bar, beat + SWING), gain: rideLevel * 0.65, pan: 0.4 });
    }
  }
  pluck(0, metre.bars, 0, 4);
  blow(melody.onChord(seventh(0)), metre.bars, 0, 3);
  addReverb(mix, room);
  return mix;
};
