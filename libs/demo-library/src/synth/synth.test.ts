import { describe, expect, test } from 'vitest';
import { decayPerSample, SAMPLE_RATE } from '../audio/signal.ts';
import { Random } from '../random/random.ts';
import { powerSpectrum } from '../testing/spectrum.ts';
import { pulseVoice, steppedTriangle } from './chip-voices.ts';
import { organPipes, PLENUM } from './organ-pipes.ts';
import { pianoNote } from './piano-note.ts';
import { pluckedString } from './plucked-string.ts';
import { saxophoneNote } from './saxophone-note.ts';
import { addPartial } from './sources.ts';
import { stringSection } from './string-section.ts';

const random = (): Random => new Random('synth');
const STRING = { position: 0.2, brightness: 0.5, t60Seconds: 4, damping: 0.2 };

describe('every pitched instrument is in tune to 10 cents', () => {
  const instruments: Readonly<Record<string, (hz: number) => Float32Array>> = {
    piano: (hz) => pianoNote(random(), hz, 2, 0.5),
    'plucked string': (hz) => pluckedString(random(), hz, 2, STRING),
    'gut string': (hz) => pluckedString(random(), hz, 2, { ...STRING, damping: 0.4 }),
    organ: (hz) => organPipes(random(), hz, 2, PLENUM),
    'string section': (hz) =>
      stringSection(random(), hz, 2, { attackSeconds: 0.1, releaseSeconds: 0.1, brightness: 2, tremoloHz: 0 }).left,
    saxophone: (hz) => saxophoneNote(random(), hz, 2, 0.7),
    pulse: (hz) => pulseVoice({ frequencies: [hz], seconds: 2, duty: 0.25, decaySeconds: 3 }),
    triangle: (hz) => steppedTriangle(hz, 2),
  };
  const cases = Object.entries(instruments).flatMap(([name, play]) =>
    [110, 196, 440].map((hz) => ({ name, play, hz })),
  );
  test.each(cases)('$name at $hz Hz', ({ play, hz }) => {
    expect(Math.abs(1200 * Math.log2(fundamentalOf(play(hz), hz) / hz))).toBeLessThan(10);
  });
});

test('a partial falls by 60 dB in its time', () => {
  const out = new Float32Array(SAMPLE_RATE);
  addPartial(out, { frequency: 1000, amplitude: 0.5, decay: decayPerSample(0.5) });
  const peak = (from: number): number => Math.max(...out.subarray(from, from + 100).map(Math.abs));
  expect(peak(0)).toBeCloseTo(0.5, 1);
  expect(20 * Math.log10(peak(SAMPLE_RATE / 2) / peak(0))).toBeCloseTo(-60, 0);
});

test('a louder piano note is brighter', () => {
  const treble = (velocity: number): number => {
    const power = powerSpectrum(pianoNote(random(), 220, 1, velocity), 4096);
    const above = power.slice(150).reduce((sum, value) => sum + value, 0);
    return above / power.reduce((sum, value) => sum + value, 0);
  };
  expect(treble(0.9)).toBeGreaterThan(2 * treble(0.2));
});

/** Return the frequency of the strongest bin within a semitone of the expected pitch, refined by a parabola. */
function fundamentalOf(sound: Float32Array, expectedHz: number): number {
  const size = 65_536;
  const power = powerSpectrum(sound.slice(4000, 4000 + size), size);
  const binHz = SAMPLE_RATE / size;
  let peak = Math.round((expectedHz * 0.944) / binHz);
  for (let bin = peak; bin <= (expectedHz * 1.06) / binHz; bin++) if (power[bin]! > power[peak]!) peak = bin;
  const [before, at, after] = [peak - 1, peak, peak + 1].map((bin) => Math.log(power[bin]!)) as [
    number,
    number,
    number,
  ];
  return (peak + (before - after) / (2 * (before - 2 * at + after))) * binHz;
}
