import { mixMono } from '../audio/mix.ts';
import { stereoSilence } from '../audio/stereo.ts';
import { addReverb } from '../effects/reverb.ts';
import { filterInPlace } from '../effects/state-variable-filter.ts';
import { seventh } from '../music/chords.ts';
import { anyKey } from '../music/key.ts';
import { Melody } from '../music/melody.ts';
import { Metre } from '../music/metre.ts';
import { frequencyOf } from '../music/pitch.ts';
import { brushSwish, brushTap } from '../synth/brush.ts';
import { cymbal, RIDE } from '../synth/cymbal.ts';
import { pluckedString } from '../synth/plucked-string.ts';
import { vibraphoneNote } from '../synth/vibraphone-note.ts';
import type { Style } from './style.ts';

/** Turnarounds, as degrees of the roots, one chord a bar. */
const TURNAROUNDS = [
  [1, 4, 0, 5],
  [0, 5, 1, 4],
  [2, 5, 1, 4],
  [3, 6, 2, 5],
];
/** Where an off-beat eighth falls within its beat when it swings. */
const SWING = 0.64;
const GUT_STRING = { position: 0.3, brightness: 0.12, t60Seconds: 2.2, damping: 0.4 };

/** `walking` is the beats of the bass; `solo` how likely the vibraphone plays on and off a beat; the rest are levels. */
const ARRANGEMENTS = [
  { tempo: 132, walking: [0, 1, 2, 3], bass: 1.15, solo: [0.65, 0.45], compass: [20, 27], comping: 0.7, ride: 0.2, brushes: 0.1, room: { size: 0.72, damping: 0.4, wet: 0.4 } },
  { tempo: 66, walking: [0, 2], bass: 1, solo: [0.8, 0.3], compass: [22, 30], comping: 1, ride: 0.03, brushes: 0.3, room: { size: 0.85, damping: 0.3, wet: 1.2 } },
  { tempo: 190, walking: [0, 1, 2, 3], bass: 1.3, solo: [0.6, 0.45], compass: [22, 31], comping: 0.3, ride: 0.55, brushes: 0.05, room: { size: 0.5, damping: 0.6, wet: 0.2 } },
  { tempo: 104, walking: [0, 1, 2, 3], bass: 1.5, solo: [0.25, 0.15], compass: [14, 22], comping: 0.3, ride: 0.1, brushes: 0.4, room: { size: 0.65, damping: 0.5, wet: 0.3 } },
] as const;

/** Vibraphone, walking double bass, and brushes with a ride cymbal, swinging. */
export const jazzTrio: Style = ({ random, seconds, arrangement }) => {
  const { tempo, walking, bass, solo: likely, compass, comping, ride: rideLevel, brushes, room } = ARRANGEMENTS[arrangement]!;
  const mix = stereoSilence(seconds);
  const key = anyKey(random, 36, ['major', 'dorian']);
  const metre = new Metre({ beatsPerMinute: tempo, seconds, tailSeconds: 2.5 });
  const beatSeconds = metre.secondsPerBeat;
  const turnaround = random.pick(TURNAROUNDS);
  const melody = new Melody(random, compass[0], compass[1]);
  const ride = cymbal(random, RIDE);
  const tap = brushTap(random);

  const strike = (degree: number, at: number, ring: number, velocity: number, gain: number): void =>
    mixMono(mix, vibraphoneNote(random, frequencyOf(key.note(degree)), ring, velocity), { at, gain, pan: 0.15 });

  for (let bar = 0; bar < metre.bars; bar++) {
    const chord = seventh(turnaround[bar % turnaround.length]!);
    const leading = turnaround[(bar + 1) % turnaround.length]! + random.pick([-1, 1]);
    const walk = [chord[0]!, random.pick(chord.slice(1)), random.pick(chord.slice(1)), leading];
    for (const beat of walking) {
      const degree = walk[beat]! > 6 ? walk[beat]! - 7 : walk[beat]!;
      const string = pluckedString(random, frequencyOf(key.note(degree)), (beatSeconds * 3.8) / walking.length, GUT_STRING);
      mixMono(mix, filterInPlace(string, 'low', 900), { at: metre.time(bar, beat) + random.between(0, 0.01), gain: bass });
    }
    for (let beat = 0; beat < 4; beat++) {
      const at = metre.time(bar, beat);
      const swung = at + SWING * beatSeconds;
      mixMono(mix, brushSwish(random, beatSeconds), { at, gain: brushes, pan: -0.3 });
      if (beat % 2 === 1) mixMono(mix, tap, { at, gain: 0.28, pan: -0.2 });
      mixMono(mix, ride, { at, gain: rideLevel * random.between(0.8, 1.1), pan: 0.4 });
      if (beat % 2 === 1) mixMono(mix, ride, { at: swung, gain: rideLevel * 0.65, pan: 0.4 });
      if (random.chance(likely[0])) strike(melody.onChord(chord), at, 1.6, random.between(0.55, 0.85), 0.8);
      if (random.chance(likely[1])) strike(melody.step(), swung, 1.6, random.between(0.5, 0.8), 0.8);
    }
    const at = metre.time(bar, random.pick([0, SWING, 1 + SWING, 2]));
    for (const degree of chord) strike(degree + 14, at, 2, 0.3, comping);
  }
  for (const degree of seventh(0)) strike(degree + 14, metre.time(metre.bars), 2.4, 0.5, 0.8);
  addReverb(mix, room);
  return mix;
};
