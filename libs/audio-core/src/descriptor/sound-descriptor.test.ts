import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { LogMelStream } from '../features/log-mel.ts';
import { musicnnSpec } from '../models/musicnn/musicnn-spec.ts';
import { noise, testSignal, tone } from '../testing/signals.ts';
import { DESCRIPTOR_FEATURES } from './descriptor-features.ts';
import golden from './golden/descriptor-golden.json' with { type: 'json' };
import { SoundDescriptor } from './sound-descriptor.ts';

const { sampleRate } = musicnnSpec.features;

function describeSound(samples: Float32Array, pieceLength = samples.length): Float32Array | null {
  const descriptor = new SoundDescriptor(musicnnSpec.features);
  const stream = new LogMelStream(musicnnSpec.features, (frame) => descriptor.push(frame));
  for (let start = 0; start < samples.length; start += pieceLength)
    stream.push(samples.subarray(start, start + pieceLength));
  stream.finish();
  return descriptor.finish();
}

function valuesOf(samples: Float32Array): Map<string, number> {
  const values = describeSound(samples)!;
  return new Map(DESCRIPTOR_FEATURES.map((name, index) => [name, values[index]!]));
}

function scaled(samples: Float32Array, level: number): Float32Array {
  return samples.map((value) => value * level);
}

/** Generate clicks of 4 ms at a tempo in beats per minute. */
function clicks(tempo: number, seconds: number): Float32Array {
  const samples = new Float32Array(seconds * sampleRate);
  const burst = noise(0.004, sampleRate, 3);
  for (let beat = 0; beat < (seconds * tempo) / 60 - 1; beat++)
    samples.set(burst, Math.round((beat * 60 * sampleRate) / tempo) + 800);
  return samples;
}

describe.each(golden)('$samples samples at level $level', ({ samples, seed, level, values }) => {
  it.each(DESCRIPTOR_FEATURES.map((name, index) => ({ name, index })))('has the $name of librosa', ({ index }) => {
    const ours = describeSound(scaled(testSignal(samples, sampleRate, seed), level))!;
    const theirs = values[index]!;
    // The transform is in float32 here, in float64 there.
    expect(Math.abs(ours[index]! - theirs)).toBeLessThan(1e-3 + 1e-4 * Math.abs(theirs));
  });
});

test('a gain changes nothing', () => {
  const signal = testSignal(20 * sampleRate, sampleRate, 5).map((value, n) => value + 0.01 * Math.sin(n * 0.05));
  const original = describeSound(signal)!;
  for (const gain of [0.25, 0.5, 1.4])
    describeSound(scaled(signal, gain))!.forEach((value, index) =>
      expect(Math.abs(value - original[index]!), DESCRIPTOR_FEATURES[index]).toBeLessThan(
        2e-3 + 1e-3 * Math.abs(original[index]!),
      ),
    );
});

test('the values do not depend on how the samples are split', () => {
  const signal = testSignal(4 * sampleRate, sampleRate, 6);
  const whole = describeSound(signal);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), (pieceLength) => {
      expect(describeSound(signal, pieceLength)).toEqual(whole);
    }),
    { numRuns: 10 },
  );
});

test('silence has no description', () => {
  expect(describeSound(new Float32Array(5 * sampleRate))).toBeNull();
  expect(describeSound(noise(5, sampleRate, 1, 5e-5))).toBeNull();
});

test('silence between sounds does not count for the timbre', () => {
  const sound = noise(4, sampleRate, 2);
  const alone = valuesOf(sound);
  const withSilence = new Float32Array(2 * sound.length + 8 * sampleRate);
  withSilence.set(sound);
  withSilence.set(sound, withSilence.length - sound.length);
  const paused = valuesOf(withSilence);
  for (const name of ['centroid, mean', 'flatness, mean', 'mfcc 1, mean'])
    expect(paused.get(name)! / alone.get(name)!, name).toBeCloseTo(1, 1);
});

test.each([50, 75, 100, 120, 140, 180])('clicks at %i beats per minute have that tempo, half or twice it', (tempo) => {
  const values = valuesOf(clicks(tempo, 30));
  const octaves = values.get('tempo, octaves')! - Math.log2(tempo);
  expect(Math.abs(octaves - Math.round(octaves))).toBeLessThan(0.05);
  expect(Math.abs(Math.round(octaves))).toBeLessThan(2);
  expect(values.get('onset rate')).toBeCloseTo(tempo / 60, 0);
  expect(values.get('pulse clarity')).toBeGreaterThan(0.3);
});

test('stationary noise has no beat and no onsets', () => {
  const values = valuesOf(noise(20, sampleRate, 4));
  expect(values.get('pulse clarity')).toBeLessThan(0.1);
  expect(values.get('onset rate')).toBeLessThan(0.2);
});

test('a high tone has its centroid at its frequency, is less flat than noise and has more contrast', () => {
  const [high, flat] = [valuesOf(tone(3000, 5, sampleRate)), valuesOf(noise(5, sampleRate))];
  expect(high.get('centroid, mean')! / 3000).toBeCloseTo(1, 1);
  expect(high.get('flatness, mean')).toBeLessThan(flat.get('flatness, mean')! - 10);
  expect(high.get('contrast 4, mean')).toBeGreaterThan(flat.get('contrast 4, mean')!);
});
