import fc from 'fast-check';
import { expect, test } from 'vitest';
import { independentInputs } from '../../testing/independent-inputs.ts';
import { meanRoundingErrors } from './correct-biases.ts';
import { quantiseFilters } from './quantise-filters.ts';

const [OUTPUTS, INPUTS, BANDS, FRAMES] = [5, 4, 4, 9];

/**
 * Compute a 3×3 convolution with zero padding.
 * @param input [inputs, FRAMES, BANDS]
 * @returns the mean over the inner frames and all bands, for each output
 */
function meanOutputs(input: Float32Array, weightAt: (n: number) => number): number[] {
  const valueAt = (channel: number, frame: number, band: number): number =>
    band < 0 || band >= BANDS ? 0 : input[(channel * FRAMES + frame) * BANDS + band]!;
  return Array.from({ length: OUTPUTS }, (_, output) => {
    let sum = 0;
    for (let frame = 1; frame < FRAMES - 1; frame++) {
      for (let band = 0; band < BANDS; band++) {
        for (let channel = 0; channel < INPUTS; channel++) {
          for (let tap = 0; tap < 9; tap++) {
            sum +=
              weightAt((output * INPUTS + channel) * 9 + tap) *
              valueAt(channel, frame + Math.floor(tap / 3) - 1, band + (tap % 3) - 1);
          }
        }
      }
    }
    return sum / ((FRAMES - 2) * BANDS);
  });
}

const floats = (length: number, min: number): fc.Arbitrary<Float32Array> =>
  fc
    .array(
      fc.integer({ min: 1000 * min, max: 1000 }).map((thousandths) => thousandths / 1000),
      { minLength: length, maxLength: length },
    )
    .map((values) => Float32Array.from(values));

test('equals the mean excess of the convolution with rounded weights over frames and bands', async () => {
  await fc.assert(
    fc.asyncProperty(floats(OUTPUTS * INPUTS * 9, -1), floats(INPUTS * BANDS, 0), async (weights, means) => {
      const quantised = await quantiseFilters(weights, OUTPUTS, independentInputs(INPUTS));
      // Constant over time, as the ends of a clip do not count.
      const input = Float32Array.from(
        { length: INPUTS * FRAMES * BANDS },
        (_, n) => means[Math.floor(n / (FRAMES * BANDS)) * BANDS + (n % BANDS)]!,
      );
      const rounded = meanOutputs(input, (n) => quantised.values[n]! * quantised.scales[Math.floor(n / (INPUTS * 9))]!);
      const exact = meanOutputs(input, (n) => weights[n]!);
      const errors = meanRoundingErrors(weights, quantised, [{ means, bands: BANDS }]);
      errors.forEach((error, output) => expect(error).toBeCloseTo(rounded[output]! - exact[output]!, 5));
    }),
  );
});
