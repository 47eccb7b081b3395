import { Client } from '@elastic/elasticsearch';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeVector, unitVector } from './vector-field.ts';

const vectors = fc
  .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 64 })
  .filter((values) => Math.hypot(...values) > 0.01)
  .map((values) => Float32Array.from(values, (value) => value / Math.hypot(...values)));

test('the encoding equals that of the client, also for a view into a larger buffer', async () => {
  const client = new Client({ node: 'http://127.0.0.1:9' });
  fc.assert(
    fc.property(vectors, (vector) => {
      const view = Float32Array.from([9, ...vector, 9]).subarray(1, -1);
      expect(client.serializer.decodeFloat32Vector(encodeVector(view))).toEqual([...vector]);
    }),
  );
  await client.close();
});

test('a vector of length 1 is not changed, and one of nearly that length is scaled to it', () => {
  fc.assert(
    fc.property(vectors, fc.double({ min: 0.9992, max: 1.0008, noNaN: true }), (vector, factor) => {
      expect(unitVector(vector, vector.length, 'it')).toBe(vector);
      const scaled = unitVector(
        vector.map((value) => value * factor),
        vector.length,
        'it',
      );
      // The tolerance, and the rounding of float32.
      expect(Math.abs(Math.hypot(...scaled) - 1)).toBeLessThanOrEqual(1.001e-6);
    }),
  );
});
