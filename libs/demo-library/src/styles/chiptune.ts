import { mixMono, stereoSilence } from '../audio/stereo.ts';
import { addPingPongDelay } from '../effects/mix-effects.ts';
import { anyKey, frequencyOf, PROGRESSIONS, triad } from '../music/harmony.ts';
import { Melody } from '../music/melody.ts';
import { Metre } from '../music/metre.ts';
import { chipNoise, pulseVoice, steppedTriangle } from '../synth/chip-voices.ts';
import type { Style } from './style.ts';

/**
 * `rhythm` is the beats of the lead, `duty` and `decay` its sound; `flutter`, `bass` and `drums` are levels of the
 * other channels.
 */
const ARRANGEMENTS = [
  {
    tempo: 140,
    rhythm: [0, 0.75, 1.5, 2, 3, 3.5],
    compass: [14, 22],
    duty: 0.5,
    decay: 0.9,
    flutter: 0.26,
    bass: 0.4,
    drums: 0.4,
    echo: 0,
  },
  {
    tempo: 176,
    rhythm: [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5],
    compass: [7, 15],
    duty: 0.125,
    decay: 0.3,
    flutter: 0.12,
    bass: 0.55,
    drums: 0.6,
    echo: 0,
  },
  {
    tempo: 104,
    rhythm: [0, 1.5, 2, 3],
    compass: [16, 25],
    duty: 0.25,
    decay: 1.6,
    flutter: 0.34,
    bass: 0.3,
    drums: 0,
    echo: 0.5,
  },
  {
    tempo: 156,
    rhythm: [0, 0.5, 1.5, 2, 2.5, 3.25],
    compass: [12, 20],
    duty: 0.25,
    decay: 0.5,
    flutter: 0.42,
    bass: 0.2,
    drums: 0.25,
    echo: 0.25,
  },
] as const;

/** Compose for four channels of a game console: a pulse lead, pulse arpeggios, a triangle bass and noise drums. */
export const chiptune: Style = ({ random, seconds, arrangement }) => {
  const { tempo, rhythm, compass, duty, decay, flutter, bass, drums, echo } = ARRANGEMENTS[arrangement]!;
  const mix = stereoSilence(seconds);
  const key = anyKey(random, 48, ['major', 'minor', 'mixolydian']);
  const metre = new Metre({ beatsPerMinute: tempo, seconds, tailSeconds: 0.8 });
  const beatSeconds = metre.secondsPerBeat;
  const progression = random.pick(PROGRESSIONS);
  const melody = new Melody(random, compass[0], compass[1]);
  const kick = chipNoise(2200, 0.09);
  const snare = chipNoise(14_000, 0.14);
  const hat = chipNoise(60_000, 0.04);

  for (let bar = 0; bar < metre.bars; bar++) {
    const root = progression[bar % progression.length]!;
    rhythm.forEach((start, index) => {
      const beats = (rhythm[index + 1] ?? 4) - start;
      const degree = Number.isInteger(start) ? melody.onChord(triad(root)) : melody.step();
      const frequencies = [frequencyOf(key.note(degree))];
      const lead = pulseVoice({
        frequencies,
        seconds: beats * beatSeconds * 0.92,
        duty,
        decaySeconds: decay,
        vibratoCents: 25,
      });
      mixMono(mix, lead, { at: metre.time(bar, start), gain: 0.34, pan: 0.25 });
    });
    const chord = triad(root + 7).map((degree) => frequencyOf(key.note(degree)));
    for (let eighth = 0; eighth < 8; eighth++) {
      const at = metre.time(bar, eighth / 2);
      mixMono(mix, pulseVoice({ frequencies: chord, seconds: beatSeconds * 0.48, duty: 0.125, decaySeconds: 0.4 }), {
        at,
        gain: flutter,
        pan: -0.35,
      });
      const low = key.note((root > 3 ? root - 7 : root) + (eighth % 2 === 0 ? 0 : 7)) - 12;
      mixMono(mix, steppedTriangle(frequencyOf(low), beatSeconds * 0.42), { at, gain: bass });
      mixMono(mix, eighth % 4 === 2 ? snare : eighth % 4 === 0 ? kick : hat, { at, gain: drums });
    }
  }
  if (echo > 0) addPingPongDelay(mix, beatSeconds * 0.75, 0.4, echo);
  return mix;
};
