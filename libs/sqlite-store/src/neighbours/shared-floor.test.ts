import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SharedFloor, floorMemory } from './shared-floor.ts';

test('the floor is the k-th best cosine that the threads have found, or less by a rounding error', () => {
  const cosine = fc.double({ min: -1, max: 1, noNaN: true });
  const problem = fc.record({
    k: fc.integer({ min: 1, max: 6 }),
    parts: fc.array(fc.array(cosine, { maxLength: 12 }), { minLength: 1, maxLength: 4 }),
  });
  fc.assert(
    fc.property(problem, ({ k, parts }) => {
      const memory = floorMemory(k, parts.length);
      for (const [own, found] of parts.entries()) {
        const floor = new SharedFloor(memory, own);
        for (let count = 1; count <= found.length; count++) {
          const best = found
            .slice(0, count)
            .sort((a, b) => b - a)
            .slice(0, k);
          floor.publish(
            best.map((similarity) => ({ similarity })),
            best.indexOf(found[count - 1]!) === -1 ? k : 0,
          );
        }
      }
      const exact = parts.flat().sort((a, b) => b - a)[k - 1];
      const { value } = new SharedFloor(memory, 0);
      if (exact === undefined) expect(value).toBe(-2);
      else {
        expect(value).toBeLessThanOrEqual(exact);
        expect(value).toBeGreaterThan(exact - 1e-8);
      }
    }),
  );
});
