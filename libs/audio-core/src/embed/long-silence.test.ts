import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HEARD_SILENCE_SECONDS, LongSilence, SILENCE_PEAK } from './long-silence.ts';

const RATE = 10;
const HEARD = HEARD_SILENCE_SECONDS * RATE;

/** The definition, on the whole signal: of each stretch of silent samples, the first ten seconds. */
function reference(signal: readonly number[]): number[] {
  const isSilent = (sample: number | undefined): boolean => Math.abs(sample!) < SILENCE_PEAK;
  return signal.filter(
    (sample, n) => !isSilent(sample) || !signal.slice(Math.max(0, n - HEARD), n).every(isSilent) || n < HEARD,
  );
}

function heard(signal: readonly number[], cuts: readonly number[]): number[] {
  const silence = new LongSilence(RATE);
  const edges = [0, ...cuts.filter((cut) => cut <= signal.length).toSorted((a, b) => a - b), signal.length];
  return edges
    .slice(1)
    .flatMap((end, index) => [...silence.heard(Float32Array.from(signal.slice(edges[index], end)))])
    .flatMap((part) => [...part]);
}

const sound = fc.constantFrom(0.5, -0.25, 2 * SILENCE_PEAK, -2 * SILENCE_PEAK);
const silent = fc.constantFrom(0, 2 ** -15, -(2 ** -14), SILENCE_PEAK / 2);
const stretch = fc.oneof(
  fc.array(sound, { minLength: 1, maxLength: 30 }),
  fc.integer({ min: 1, max: 3 * HEARD }).chain((length) => fc.array(silent, { minLength: length, maxLength: length })),
  fc.constantFrom(HEARD - 1, HEARD, HEARD + 1).map((length) => new Array<number>(length).fill(0)),
);

test('wherever stretches of silence are and however the signal is split, the result is that of the definition', () => {
  fc.assert(
    fc.property(
      fc.array(stretch, { maxLength: 6 }).map((parts) => parts.flat().map(Math.fround)),
      fc.array(fc.nat(6 * 3 * HEARD), { maxLength: 20 }),
      (signal, cuts) => {
        expect(heard(signal, cuts)).toEqual(reference(signal));
      },
    ),
  );
});

test('a signal without a long stretch passes as it is, in the same buffer', () => {
  const signal = Float32Array.from({ length: 3 * HEARD }, (_, n) => (n % HEARD === 0 ? 0.1 : 0));
  const [part, ...others] = new LongSilence(RATE).heard(signal);
  expect(part!.buffer).toBe(signal.buffer);
  expect([part!.length, others.length]).toEqual([signal.length, 0]);
});
