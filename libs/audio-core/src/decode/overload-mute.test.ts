import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OverloadMute, SAMPLE_LIMIT } from './overload-mute.ts';

const RATE = 1000;
const SPREAD = 4;

/** The definition, on the whole signal. */
function reference(signal: readonly number[]): number[] {
  const isOverload = (sample: number): boolean => !(Math.abs(sample) <= SAMPLE_LIMIT);
  return signal.map((sample, n) =>
    signal.slice(Math.max(0, n - SPREAD), n + SPREAD + 1).some(isOverload) ? 0 : sample,
  );
}

function muted(signal: readonly number[], pieceLength: number): { samples: number[]; share: number } {
  const mute = new OverloadMute(RATE);
  const pieces: Float32Array[] = [];
  for (let start = 0; start < signal.length; start += pieceLength)
    pieces.push(...mute.add(Float32Array.from(signal.slice(start, start + pieceLength))));
  return { samples: [...pieces, ...mute.finish()].flatMap((piece) => [...piece]), share: mute.share };
}

const sample = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(0.5, -0.25, 1.5, SAMPLE_LIMIT, -SAMPLE_LIMIT) },
  { weight: 1, arbitrary: fc.constantFrom(9, -1e30, Infinity, -Infinity, NaN) },
);

test('exactly the samples beyond the limit and those near them are muted, however the signal is split', () => {
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 60 }), fc.integer({ min: 1, max: 30 }), (signal, pieceLength) => {
      const { samples, share } = muted(signal, pieceLength);
      expect(samples).toEqual(reference(signal));
      const beyond = signal.filter((each) => !(Math.abs(each) <= SAMPLE_LIMIT)).length;
      expect(share).toBe(signal.length === 0 ? 0 : beyond / signal.length);
    }),
    { numRuns: 500 },
  );
});
