import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseLevels, clipsByLevel } from './levels.ts';

const level = fc.double({ min: 0.01, max: 100, noNaN: true });

test('the share of the clips is within the first level; every clip and silence are within the last', () => {
  fc.assert(
    fc.property(
      fc.array(level, { minLength: 1, maxLength: 40 }),
      level,
      fc.integer({ min: 2, max: 5 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (clips, silence, count, share) => {
        const levels = chooseLevels(clips, silence, count, share);
        expect(levels).toHaveLength(count);
        expect(levels).toEqual(levels.toSorted((a, b) => a - b));
        expect(clips.filter((clip) => clip <= levels[0]!).length).toBeGreaterThanOrEqual(
          Math.floor(clips.length * share),
        );
        expect(levels.at(-1)).toBeGreaterThanOrEqual(Math.max(silence, ...clips));
      },
    ),
  );
});

test('each clip is at the first level that is not below its own; a level without clips has all of them', () => {
  const within = clipsByLevel([0.5, 1, 1.2, 4], (each) => each, [1, 2, 3, 4]);
  expect(within).toEqual([[0.5, 1], [1.2], [0.5, 1, 1.2, 4], [4]]);
});
