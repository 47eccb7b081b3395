import { expect, test } from 'vitest';
import { Random } from '../random/random.ts';
import { closePosition, frequencyOf, Key } from './harmony.ts';
import { Melody } from './melody.ts';
import { Metre } from './metre.ts';

test('MIDI notes in hertz: A4 is 440, middle C 261.63', () => {
  expect(frequencyOf(69)).toBe(440);
  expect(frequencyOf(60)).toBeCloseTo(261.63, 2);
});

test('degrees continue through the octaves, also below the tonic', () => {
  const key = new Key(60, 'major');
  expect([-1, 0, 2, 6, 7, 14].map((degree) => key.note(degree))).toEqual([59, 60, 64, 71, 72, 84]);
});

test('a chord in close position keeps its notes, and they are within an octave around the centre', () => {
  const chord = closePosition([5, 7, 9], 0);
  expect(chord.map((degree) => ((degree % 7) + 7) % 7).sort()).toEqual([0, 2, 5]);
  for (const degree of chord) expect(Math.abs(degree)).toBeLessThanOrEqual(3.5);
});

test('a melody stays in its compass, and plays notes of the chord on request', () => {
  const melody = new Melody(new Random('melody'), 7, 14);
  for (let n = 0; n < 500; n++) {
    const onChord = melody.onChord([1, 3, 5]);
    expect([1, 3, 5]).toContain(onChord % 7);
    const stepped = melody.step();
    expect(Math.min(onChord, stepped)).toBeGreaterThanOrEqual(7);
    expect(Math.max(onChord, stepped)).toBeLessThanOrEqual(14);
  }
});

test('full bars fill the piece up to its tail', () => {
  const metre = new Metre({ beatsPerMinute: 100, seconds: 26, tailSeconds: 2 });
  expect(metre.bars).toBe(10);
  expect(metre.time(metre.bars)).toBeCloseTo(24);
  expect(metre.time(1, 2)).toBeCloseTo(1.5 * metre.secondsPerBar);
});
