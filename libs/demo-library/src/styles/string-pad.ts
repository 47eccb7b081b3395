import { mixStereo, stereoSilence } from '../audio/stereo.ts';
import { addReverb } from '../effects/reverb.ts';
import { anyKey, closePosition, frequencyOf, PROGRESSIONS, triad } from '../music/harmony.ts';
import { Melody } from '../music/melody.ts';
import { Metre } from '../music/metre.ts';
import { stringSection } from '../synth/string-section.ts';
import type { Style } from './style.ts';

const LEGATO = { attackSeconds: 0.7, releaseSeconds: 1.2, brightness: 1.8, tremoloHz: 0 };

/** `chordBeats` is the duration of one bow; `centre` the central degree of the harmony; `bass` the bass level. */
const ARRANGEMENTS = [
  {
    tempo: 66,
    tonic: 42,
    bowing: { ...LEGATO, attackSeconds: 1, brightness: 1 },
    chordBeats: 4,
    centre: 1,
    bass: 1.4,
    violins: [7, 15],
    room: { size: 0.88, damping: 0.3, wet: 2 },
  },
  {
    tempo: 56,
    tonic: 47,
    bowing: { ...LEGATO, attackSeconds: 1, brightness: 1.6 },
    chordBeats: 2,
    centre: 3,
    bass: 1,
    violins: [11, 19],
    room: { size: 0.9, damping: 0.2, wet: 1.5 },
  },
  {
    tempo: 92,
    tonic: 43,
    bowing: { ...LEGATO, attackSeconds: 0.06, releaseSeconds: 0.15, brightness: 3 },
    chordBeats: 1,
    centre: 5,
    bass: 1,
    violins: [10, 18],
    room: { size: 0.8, damping: 0.4, wet: 1.2 },
  },
  {
    tempo: 72,
    tonic: 38,
    bowing: { ...LEGATO, tremoloHz: 11, brightness: 2.4 },
    chordBeats: 4,
    centre: 0,
    bass: 1.4,
    violins: [6, 14],
    room: { size: 0.85, damping: 0.3, wet: 1.5 },
  },
] as const;

/** Compose for a string orchestra: basses, a close chord in the middle, and violins that move slowly above it. */
export const stringPad: Style = ({ random, seconds, arrangement }) => {
  const { tempo, tonic, bowing, chordBeats, centre, bass, violins, room } = ARRANGEMENTS[arrangement]!;
  const mix = stereoSilence(seconds);
  const key = anyKey(random, tonic, ['major', 'minor', 'dorian']);
  const metre = new Metre({ beatsPerMinute: tempo, seconds, tailSeconds: 2.5 });
  const progression = random.pick(PROGRESSIONS);
  const melody = new Melody(random, violins[0], violins[1]);

  const play = (degree: number, bar: number, beat: number, beats: number, gain: number): void => {
    const section = stringSection(random, frequencyOf(key.note(degree)), beats * metre.secondsPerBeat, bowing);
    mixStereo(mix, section, { at: metre.time(bar, beat), gain });
  };

  for (let bar = 0; bar < metre.bars; bar++) {
    const root = progression[bar % progression.length]!;
    const swell = 0.75 + 0.25 * Math.sin((Math.PI * (bar + 0.5)) / metre.bars);
    for (let beat = 0; beat < 4; beat += chordBeats) {
      if (bass > 0) play(root > 3 ? root - 14 : root - 7, bar, beat, chordBeats, bass * swell);
      closePosition(triad(root), centre).forEach((degree) => play(degree, bar, beat, chordBeats, 0.8 * swell));
    }
    play(melody.onChord(triad(root)), bar, 0, 2, swell);
    play(melody.step(), bar, 2, 2, swell);
  }
  [-7, 0, 2, 4, 7].forEach((degree) => play(degree, metre.bars, 0, 1.5, 0.8));
  addReverb(mix, room);
  return mix;
};
