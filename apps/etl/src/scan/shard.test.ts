import { expect, test } from 'vitest';
import fc from 'fast-check';
import { ownedBy, parseShard } from './shard.ts';

test('each path belongs to exactly one shard', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (path, count) => {
      const owners = Array.from({ length: count }, (_, index) => index).filter((index) =>
        ownedBy({ index, count })(path),
      );
      expect(owners).toHaveLength(1);
    }),
  );
});

test('shards have about the same size', () => {
  const isOwn = ownedBy({ index: 2, count: 4 });
  const own = Array.from({ length: 4000 }, (_, n) => `Artist/Album/${n}.mp3`).filter(isOwn).length;
  expect(own).toBeGreaterThan(900);
  expect(own).toBeLessThan(1100);
});

test('a shard is parsed from i/n', () => expect(parseShard('3/4')).toEqual({ index: 3, count: 4 }));

test.each(['4/4', '-1/4', '1', '1/0', 'a/b', '1/2/3', '', '0x1/2'])('%j is not a shard', (text) => {
  expect(() => parseShard(text)).toThrow(expect.objectContaining({ code: 'USAGE' }));
});
