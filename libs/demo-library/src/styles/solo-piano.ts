import { mixMono, stereoSilence } from '../audio/stereo.ts';
import { addReverb } from '../effects/reverb.ts';
import { anyKey, frequencyOf, PROGRESSIONS, triad } from '../music/harmony.ts';
import { Melody } from '../music/melody.ts';
import { Metre } from '../music/metre.ts';
import { pianoNote } from '../synth/piano-note.ts';
import type { Style } from './style.ts';

/** Patterns of the left hand: beats, and indices into root, third, fifth, octave, tenth, twelfth. */
const BROKEN_CHORDS = [0, 2, 3, 4, 3, 2, 3, 2].map((tone, eighth) => ({ beat: eighth / 2, tones: [tone] }));
const HELD_CHORDS = [
  { beat: 0, tones: [0, 2] },
  { beat: 1, tones: [3, 4, 5] },
];
const STRIDE = [0, 1, 2, 3].map((beat) => ({ beat, tones: beat % 2 === 0 ? [beat] : [3, 4, 5] }));
const RUNNING = Array.from({ length: 16 }, (_, sixteenth) => ({
  beat: sixteenth / 4,
  tones: [[0, 3, 4, 5, 4, 3][sixteenth % 6]!],
}));

/**
 * `touch` is the mean velocity of the left hand; `pedal` lets notes ring through the bar; `melody` is the beats of the
 * right hand, which stays in `compass`.
 */
const ARRANGEMENTS = [
  {
    tempo: 74,
    tonic: 43,
    touch: 0.3,
    leftHand: BROKEN_CHORDS,
    pedal: true,
    melody: [0, 1, 2, 2.5, 3],
    compass: [13, 22],
    room: { size: 0.8, damping: 0.35, wet: 1.2 },
  },
  {
    tempo: 58,
    tonic: 36,
    touch: 0.2,
    leftHand: HELD_CHORDS,
    pedal: true,
    melody: [0, 1.5, 2, 3],
    compass: [18, 27],
    room: { size: 0.9, damping: 0.3, wet: 2 },
  },
  {
    tempo: 120,
    tonic: 36,
    touch: 0.5,
    leftHand: STRIDE,
    pedal: false,
    melody: [0, 0.5, 1, 1.5, 2, 3, 3.5],
    compass: [14, 24],
    room: { size: 0.6, damping: 0.6, wet: 0.3 },
  },
  {
    tempo: 88,
    tonic: 36,
    touch: 0.5,
    leftHand: RUNNING,
    pedal: true,
    melody: [0, 1, 2, 3],
    compass: [18, 28],
    room: { size: 0.6, damping: 0.4, wet: 0.4 },
  },
] as const;

/** Compose for piano: harmony in the left hand, a melody in octaves in the right. */
export const soloPiano: Style = ({ random, seconds, arrangement }) => {
  const { tempo, tonic, touch, leftHand, pedal, melody: melodyBeats, compass, room } = ARRANGEMENTS[arrangement]!;
  const mix = stereoSilence(seconds);
  const key = anyKey(random, tonic, ['major', 'minor']);
  const metre = new Metre({ beatsPerMinute: tempo, seconds, tailSeconds: 3.5 });
  const progression = random.pick(PROGRESSIONS);
  const melody = new Melody(random, compass[0], compass[1]);

  const play = (degree: number, bar: number, beat: number, velocity: number, held: boolean = pedal): void => {
    const at = metre.time(bar, beat) + random.between(0, 0.018);
    const ring = held ? Math.max(metre.time(bar + 1) - at, 0.9) : 0.85 * metre.secondsPerBeat;
    const midi = key.note(degree);
    mixMono(mix, pianoNote(random, frequencyOf(midi), ring, Math.min(1, velocity)), { at, pan: (midi - 60) / 60 });
  };

  for (let bar = 0; bar < metre.bars; bar++) {
    const root = progression[bar % progression.length]!;
    const wide = [root, root + 2, root + 4, root + 7, root + 9, root + 11];
    const swell = touch * (1 + 0.3 * Math.sin((Math.PI * bar) / metre.bars));
    for (const { beat, tones } of leftHand)
      for (const tone of tones) play(wide[tone]!, bar, beat, swell * random.between(0.75, 0.95));
    for (const beat of melodyBeats) {
      if (beat > 0 && random.chance(0.2)) continue;
      const degree = Number.isInteger(beat) ? melody.onChord(triad(root)) : melody.step();
      play(degree, bar, beat, swell * random.between(1.25, 1.5));
      play(degree - 7, bar, beat, swell * random.between(0.8, 1));
    }
  }
  [0, 4, 7, 9, 14].forEach((degree) => play(degree, metre.bars, degree / 28, touch, true));
  addReverb(mix, room);
  return mix;
};
