import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  EMPTY_QUEUE,
  MAX_HISTORY,
  MAX_UPCOMING,
  advance,
  chosenAhead,
  currentEntry,
  goBack,
  heard,
  jumpTo,
  upcoming,
} from './queue.ts';
import type { PlayableTrack, Queue } from './queue.ts';
import {
  append,
  appendAutoplay,
  clearChosen,
  insertNext,
  moveEntry,
  playInstead,
  playNow,
  removeEntry,
  withoutAutoplay,
} from './queue-edits.ts';

const track = (id: string): PlayableTrack => ({ id, title: id, artist: null, album: null, durationSeconds: 1 });
const tracks = (ids: string): PlayableTrack[] => Array.from(ids, track);
/** Played, current and coming tracks; those of autoplay in brackets. */
const text = (queue: Queue): string =>
  queue.entries
    .map(
      ({ track: { id }, source }, index) => `${index === queue.at ? '>' : ''}${source === 'chosen' ? id : `(${id})`}`,
    )
    .join(' ');
const keyOf = (queue: Queue, id: string): number => queue.entries.findLast((entry) => entry.track.id === id)!.key;

test('a track that is played now follows the current one, and the chosen ones still come', () => {
  const queue = appendAutoplay(append(playNow(EMPTY_QUEUE, track('a')), tracks('bc')), tracks('xy'));
  expect(text(queue)).toBe('>a b c (x) (y)');
  expect(text(playNow(queue, track('d')))).toBe('a >d b c');
  expect(text(playInstead(queue, tracks('de')))).toBe('a >d e');
});

test('added tracks come after the chosen ones, or next', () => {
  const queue = appendAutoplay(playNow(EMPTY_QUEUE, track('a')), tracks('x'));
  expect(text(insertNext(append(append(queue, tracks('b')), tracks('c')), tracks('d')))).toBe('>a d b c (x)');
  expect(text(append(EMPTY_QUEUE, tracks('ab')))).toBe('>a b');
});

test('an entry of autoplay that is moved up is chosen; one that is moved below it keeps those before it', () => {
  const queue = appendAutoplay(append(EMPTY_QUEUE, tracks('abc')), tracks('xyz'));
  expect(text(moveEntry(queue, keyOf(queue, 'y'), 0))).toBe('>a y b c (x) (z)');
  expect(text(moveEntry(queue, keyOf(queue, 'b'), 2))).toBe('>a c x b (y) (z)');
  expect(text(moveEntry(queue, keyOf(queue, 'b'), 99))).toBe('>a c x y z b');
  expect(text(clearChosen(queue))).toBe('>a (x) (y) (z)');
  expect(text(withoutAutoplay(queue, ({ id }) => id === 'y'))).toBe('>a b c (x) (z)');
});

test('forward and back go through the queue, and end at its ends', () => {
  const queue = appendAutoplay(append(EMPTY_QUEUE, tracks('ab')), tracks('x'));
  const last = advance(advance(queue)!)!;
  expect([text(last), advance(last), goBack(queue)]).toEqual(['a b >(x)', null, null]);
  expect(text(goBack(last)!)).toBe('a >b x');
  expect(text(jumpTo(queue, keyOf(queue, 'x')))).toBe('a b >(x)');
  expect(heard(last).map(({ id }) => id)).toEqual(['a', 'b', 'x']);
});

type Step = (queue: Queue) => Queue;
const someTracks = fc.string({ unit: fc.constantFrom(...Array.from('abcdefgh')), maxLength: 6 }).map(tracks);
const position = fc.nat(12);
const keyAt = (queue: Queue, index: number): number => queue.entries[index]?.key ?? -1;
/** Steps that change what plays. */
const moving: fc.Arbitrary<Step> = fc.oneof(
  someTracks.map(
    (all): Step =>
      (queue) =>
        all[0] ? playNow(queue, all[0]) : queue,
  ),
  someTracks.map(
    (all): Step =>
      (queue) =>
        playInstead(queue, all),
  ),
  fc.constant<Step>((queue) => advance(queue) ?? queue),
  fc.constant<Step>((queue) => goBack(queue) ?? queue),
  position.map(
    (index): Step =>
      (queue) =>
        jumpTo(queue, keyAt(queue, index)),
  ),
);
/** Steps that only change what comes. */
const editing: fc.Arbitrary<Step> = fc.oneof(
  someTracks.map(
    (all): Step =>
      (queue) =>
        insertNext(queue, all),
  ),
  someTracks.map(
    (all): Step =>
      (queue) =>
        append(queue, all),
  ),
  someTracks.map(
    (all): Step =>
      (queue) =>
        queue.at === -1 ? queue : appendAutoplay(queue, all),
  ),
  fc.constant<Step>(clearChosen),
  fc.constant<Step>((queue) => withoutAutoplay(queue)),
  position.map(
    (index): Step =>
      (queue) =>
        removeEntry(queue, keyAt(queue, index)),
  ),
  fc.tuple(position, position).map(
    ([index, to]): Step =>
      (queue) =>
        moveEntry(queue, keyAt(queue, index), to),
  ),
);
const queues = fc
  .array(fc.oneof(moving, editing), { maxLength: 30 })
  .map((steps) => steps.reduce<Queue>((queue, step) => step(queue), EMPTY_QUEUE));

test('whatever is done, a queue has a current entry unless it is empty, keys of its own, and autoplay at its end', () => {
  fc.assert(
    fc.property(queues, (queue) => {
      const ahead = upcoming(queue);
      expect(currentEntry(queue) === null).toBe(queue.entries.length === 0);
      expect(new Set(queue.entries.map(({ key }) => key)).size).toBe(queue.entries.length);
      expect(ahead.slice(0, chosenAhead(queue)).every(({ source }) => source === 'chosen')).toBe(true);
    }),
  );
});

test('editing what comes changes neither what plays nor what was played', () => {
  fc.assert(
    fc.property(queues, editing, (queue, edit) => {
      fc.pre(queue.at >= 0);
      const edited = edit(queue);
      expect(edited.at).toBe(queue.at);
      expect(edited.entries.slice(0, edited.at + 1)).toEqual(queue.entries.slice(0, queue.at + 1));
    }),
  );
});

test('moving an entry loses and adds none, and puts it where it was wanted', () => {
  fc.assert(
    fc.property(queues, position, position, (queue, from, to) => {
      const moved = upcoming(queue)[from];
      fc.pre(moved !== undefined);
      const after = upcoming(moveEntry(queue, moved.key, to));
      expect(after.map(({ key }) => key).sort()).toEqual(
        upcoming(queue)
          .map(({ key }) => key)
          .sort(),
      );
      expect(after[Math.min(to, after.length - 1)]?.key).toBe(moved.key);
    }),
  );
});

test('forward and then back returns to the same track', () => {
  fc.assert(
    fc.property(queues, (queue) => {
      const next = advance(queue);
      fc.pre(next !== null);
      expect(currentEntry(goBack(next)!)?.key).toBe(currentEntry(queue)?.key);
    }),
  );
});

test('a queue is bounded in both directions, and a track can be played now even if it is full', () => {
  const full = append(
    EMPTY_QUEUE,
    Array.from({ length: 900 }, (_, n) => track(`${n}`)),
  );
  expect(upcoming(full)).toHaveLength(MAX_UPCOMING);
  expect(currentEntry(playNow(full, track('now')))?.track.id).toBe('now');
  const end = jumpTo(full, full.entries.at(-1)!.key);
  expect(end.at).toBe(MAX_HISTORY);
  expect(currentEntry(end)?.track.id).toBe(`${MAX_UPCOMING}`);
});
