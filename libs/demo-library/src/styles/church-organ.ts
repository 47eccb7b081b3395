import { mixMono, stereoSilence } from '../audio/stereo.ts';
import { addReverb } from '../effects/reverb.ts';
import { anyKey, closePosition, frequencyOf, PROGRESSIONS, triad } from '../music/harmony.ts';
import { Melody } from '../music/melody.ts';
import { Metre } from '../music/metre.ts';
import { CORNET, organPipes, PEDAL, PLENUM, PRINCIPALS } from '../synth/organ-pipes.ts';
import type { Stop } from '../synth/organ-pipes.ts';
import type { Style } from './style.ts';

/**
 * `tune` is the beats of the upper voice, which stays in `compass`; `chordBeats` the duration of the harmony; `pedal`
 * the level of the pedal.
 */
const ARRANGEMENTS = [
  {
    tempo: 84,
    tonic: 48,
    stops: PLENUM,
    tune: [0, 1, 2, 3],
    compass: [8, 15],
    chordBeats: 2,
    centre: 4,
    pedal: 1.1,
    room: { size: 0.93, damping: 0.2, wet: 2.2 },
  },
  {
    tempo: 72,
    tonic: 53,
    stops: CORNET,
    tune: [0, 0.5, 1, 2, 2.5, 3, 3.5],
    compass: [10, 19],
    chordBeats: 4,
    centre: 4,
    pedal: 0.5,
    room: { size: 0.86, damping: 0.5, wet: 0.8 },
  },
  {
    tempo: 104,
    tonic: 48,
    stops: PLENUM,
    tune: [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 3.75],
    compass: [12, 24],
    chordBeats: 4,
    centre: 0,
    pedal: 1.3,
    room: { size: 0.93, damping: 0.1, wet: 1.6 },
  },
  {
    tempo: 92,
    tonic: 42,
    stops: PRINCIPALS,
    tune: [0, 1, 2, 2.5, 3],
    compass: [8, 16],
    chordBeats: 1,
    centre: 2,
    pedal: 1.5,
    room: { size: 0.86, damping: 0.3, wet: 0.8 },
  },
] as const;

/** Compose for the organ of a large church: a moving upper voice over held harmony, with the pedal below. */
export const churchOrgan: Style = ({ random, seconds, arrangement }) => {
  const { tempo, tonic, stops: manual, tune, compass, chordBeats, centre, pedal, room } = ARRANGEMENTS[arrangement]!;
  const mix = stereoSilence(seconds);
  const key = anyKey(random, tonic, ['major', 'minor']);
  const metre = new Metre({ beatsPerMinute: tempo, seconds, tailSeconds: 4.5 });
  const progression = random.pick(PROGRESSIONS);
  const melody = new Melody(random, compass[0], compass[1]);

  const play = (
    degree: number,
    bar: number,
    beat: number,
    beats: number,
    stops: readonly Stop[],
    gain: number,
  ): void => {
    const pipes = organPipes(random, frequencyOf(key.note(degree)), beats * metre.secondsPerBeat * 0.97, stops);
    mixMono(mix, pipes, { at: metre.time(bar, beat), gain, pan: degree % 2 === 0 ? -0.4 : 0.4 });
  };

  for (let bar = 0; bar < metre.bars; bar++) {
    const root = progression[bar % progression.length]!;
    for (let beat = 0; beat < 4; beat += chordBeats) {
      const harmony = beat === 0 ? root : random.pick([root, root + 2, root - 2]);
      play((((harmony % 7) + 7) % 7) - 7, bar, beat, chordBeats, PEDAL, pedal);
      closePosition(triad(harmony), centre).forEach((degree) => play(degree, bar, beat, chordBeats, manual, 0.6));
    }
    tune.forEach((beat, index) => {
      const degree = Number.isInteger(beat) ? melody.onChord(triad(root)) : melody.step();
      play(degree, bar, beat, (tune[index + 1] ?? 4) - beat, manual, 1.1);
    });
  }
  [0, 2, 4, 7, 11].forEach((degree) => play(degree, metre.bars, 0, 3, manual, 0.7));
  play(-7, metre.bars, 0, 3, PEDAL, pedal);
  addReverb(mix, { ...room, preDelaySeconds: 0.03 });
  return mix;
};
