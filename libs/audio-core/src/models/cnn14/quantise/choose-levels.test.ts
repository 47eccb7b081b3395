import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseLevels, clipsByLevel } from './choose-levels.ts';

const clips = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 40 }).map((levels) =>
  levels.map((level) => ({ level, activations: new Map() })),
);
const silence = fc.double({ min: 0.01, max: 100, noNaN: true });

test('half of the clips are within the first level; every clip and silence are within the last', () => {
  fc.assert(
    fc.property(clips, silence, (observed, quiet) => {
      const levels = chooseLevels(observed, quiet);
      expect(levels).toEqual(levels.toSorted((a, b) => a - b));
      expect(observed.filter(({ level }) => level <= levels[0]!).length).toBeGreaterThanOrEqual(observed.length / 2);
      expect(levels.at(-1)).toBe(Math.max(quiet, ...observed.map(({ level }) => level)));
    }),
  );
});

test('each clip is at the first level that is not below its own; all stand for a level that has none', () => {
  const observed = [0.5, 1, 1.2, 4].map((level) => ({ level, activations: new Map() }));
  expect(clipsByLevel(observed, [1, 2, 3, 4]).map((within) => within.map(({ level }) => level))).toEqual([[0.5, 1], [1.2], [0.5, 1, 1.2, 4], [4]]);
});
