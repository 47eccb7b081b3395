import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testSignal } from '../testing/signals.ts';
import golden from './golden/log-mel-golden.json' with { type: 'json' };
import type { LogMelOptions } from './log-mel.ts';
import { LogMelStream } from './log-mel.ts';

const CASES = golden.map(({ samples, options, frames }) => ({
  name: `${options.padding} padding, ${options.compression}`,
  samples,
  options: options as LogMelOptions,
  expected: new Float32Array(new Uint8Array(Buffer.from(frames, 'base64')).buffer),
}));

/**
 * Largest error in power over the bands of a frame, relative to its loudest band: the golden values are computed in
 * float64, and torchlibrosa, the reference's front end, in float32 as this one. It differs from them by 6.1e-7, this
 * one by 5.6e-7.
 */
function powerError(got: readonly number[], wanted: readonly number[]): number {
  const [gotPowers, powers] = [got, wanted].map((decibels) => decibels.map((value) => 10 ** (value / 10))) as [
    number[],
    number[],
  ];
  return Math.max(...powers.map((power, band) => Math.abs(power - gotPowers[band]!))) / Math.max(...powers);
}

function logMel(options: LogMelOptions, ...pieces: Float32Array[]): Float32Array {
  const stream = new LogMelStream(options);
  const frames = pieces.map((piece) => stream.push(piece));
  return Float32Array.of(...frames.flatMap((rows) => [...rows]), ...stream.finish());
}

describe.each(CASES)('LogMelStream with $name', ({ samples, options, expected }) => {
  const signal = testSignal(samples, options.sampleRate);

  it('computes the frames of librosa', () => {
    const frames = logMel(options, signal);
    expect(frames.length).toBe(expected.length);
    for (let start = 0; start < frames.length; start += options.melBands) {
      const [got, wanted] = [frames, expected].map((values) => [
        ...values.subarray(start, start + options.melBands),
      ]) as [number[], number[]];
      if (options.compression === 'decibel') expect(powerError(got, wanted)).toBeLessThan(7e-7);
      else expect(Math.max(...got.map((value, band) => Math.abs(value - wanted[band]!)))).toBeLessThan(1e-4);
    }
  });

  it('computes the same frames for any division into pieces', () => {
    const whole = logMel(options, signal);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: samples }), { maxLength: 20 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), samples];
        const pieces = edges.slice(1).map((end, index) => signal.subarray(edges[index], end));
        expect(logMel(options, ...pieces)).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });

  it('computes 1 + ⌊n / hopLength⌋ frames', () => {
    fc.assert(
      fc.property(fc.integer({ min: options.fftSize / 2 + 1, max: 8000 }), (length) => {
        const frames = logMel(options, testSignal(length, options.sampleRate)).length / options.melBands;
        expect(frames).toBe(1 + Math.floor(length / options.hopLength));
      }),
      { numRuns: 30 },
    );
  });
});

describe('LogMelStream', () => {
  const reflecting: LogMelOptions = { ...CASES[1]!.options };

  it('rejects a signal that is too short to mirror: half a frame', () => {
    expect(() => logMel(reflecting, new Float32Array(512))).toThrow('needs more than 512 samples, not 512');
    expect(logMel(reflecting, new Float32Array(513)).length).toBe(2 * 64);
  });

  it('rejects a hop that is too long to mirror the end', () => {
    expect(() => new LogMelStream({ ...reflecting, hopLength: 512 })).toThrow(
      'hopLength must be less than half of fftSize 1024',
    );
    expect(() => new LogMelStream({ ...reflecting, fftSize: 1000 })).toThrow();
  });
});
