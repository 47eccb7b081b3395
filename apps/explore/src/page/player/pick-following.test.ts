import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pickFollowing } from './pick-following.ts';
import type { PlayableTrack } from './queue.ts';

const track = (id: string): PlayableTrack => ({ id, title: id, artist: null, album: null, durationSeconds: 1 });
const pick = (candidates: string, heard: string, { coming = '', hidden = '', count = 2 } = {}): string =>
  pickFollowing(
    Array.from(candidates, track),
    { heard: Array.from(heard), coming: Array.from(coming), isHidden: (id) => hidden.includes(id) },
    count,
  )
    .map(({ id }) => id)
    .join('');

test('the best candidates that were not heard, do not come and are not hidden are next', () => {
  expect(pick('abcdefg', 'ac', { coming: 'd', hidden: 'b' })).toBe('ef');
});

test('if everything was heard, it begins again with what was heard longest ago', () => {
  expect(pick('abcd', 'dcba')).toBe('dc');
  expect(pick('abcd', 'dcbadc', { count: 9 })).toBe('ba');
  expect(pick('abcd', 'dcba', { hidden: 'd' })).toBe('c');
});

test('a library of one track has nothing else to play', () => {
  expect(pick('a', 'a')).toBe('');
});

test('the current track, what comes and what is hidden are never picked, and nothing twice', () => {
  const ids = fc.string({ unit: fc.constantFrom(...Array.from('abcdefgh')), maxLength: 12 });
  fc.assert(
    fc.property(ids, ids, ids, ids, fc.integer({ min: 1, max: 5 }), (candidates, heard, coming, hidden, count) => {
      const picked = pick(candidates, heard, { coming, hidden, count });
      expect(picked.length).toBeLessThanOrEqual(count);
      expect(new Set(picked).size).toBe(picked.length);
      for (const id of picked) {
        expect(candidates).toContain(id);
        expect(`${coming}${hidden}${heard.at(-1) ?? ''}`).not.toContain(id);
      }
      const isFresh = Array.from(picked).some((id) => !heard.includes(id));
      if (isFresh) expect(Array.from(picked).filter((id) => heard.includes(id))).toEqual([]);
    }),
  );
});
