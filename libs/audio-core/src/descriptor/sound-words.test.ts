import { SOUND_WORDS } from '@soundalike/catalog';
import { expect, test } from 'vitest';
import { LogMelStream } from '../features/log-mel.ts';
import { musicnnSpec } from '../models/musicnn/musicnn-spec.ts';
import { chord, noise, testSignal, tone } from '../testing/signals.ts';
import { SoundDescriptor } from './sound-descriptor.ts';
import { soundWordScores } from './sound-words.ts';

const { sampleRate } = musicnnSpec.features;

function wordsOf(samples: Float32Array): string[] {
  const descriptor = new SoundDescriptor(musicnnSpec.features);
  const stream = new LogMelStream(musicnnSpec.features, (frame) => descriptor.push(frame));
  stream.push(samples);
  stream.finish();
  const scores = soundWordScores(descriptor.finish());
  expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
  return SOUND_WORDS.filter((_, index) => scores[index]! >= 0.5);
}

/** Repeat a decaying note, `perMinute` times a minute. */
function notes(hz: number, perMinute: number, seconds = 30): Float32Array {
  const period = (60 * sampleRate) / perMinute;
  return tone(hz, seconds, sampleRate).map((value, n) => value * Math.exp((-8 * (n % period)) / sampleRate));
}

test.each([
  ['a low tone', tone(200, 5, sampleRate), ['dark']],
  ['a low chord', chord([110, 220, 330], 5, sampleRate), ['dark']],
  ['white noise', noise(5, sampleRate), ['bright']],
  ['a high tone', tone(4000, 5, sampleRate), ['bright']],
  ['a tone between', tone(1150, 5, sampleRate), []],
  ['slow high notes', notes(3000, 60), ['bright', 'slow']],
  ['fast low notes', notes(300, 300), ['dark', 'fast']],
  ['notes of a medium speed', notes(300, 112), ['dark']],
])('%s', (_, samples, words) => {
  expect(wordsOf(samples)).toEqual(words);
});

test('a gain changes no word', () => {
  for (const seed of [1, 2, 3]) {
    const signal = testSignal(10 * sampleRate, sampleRate, seed);
    expect(wordsOf(signal.map((value) => value / 4))).toEqual(wordsOf(signal));
  }
});

test('silence has no words', () => {
  expect(wordsOf(new Float32Array(5 * sampleRate))).toEqual([]);
});
