import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  albumAddress,
  artistAddress,
  journeyAddress,
  journeyQuestionOf,
  likeAddress,
  likeQuestionOf,
  parametersOf,
  trackAddress,
  trackIdOf,
} from './addresses.ts';

const name = fc.string({ unit: 'grapheme', minLength: 1 });

test('any id is found again in the address of its track', () => {
  fc.assert(
    fc.property(name, (id) => {
      expect(trackIdOf(trackAddress(id))).toBe(id);
    }),
  );
  expect(trackAddress('a/b?c')).toBe('/track/a%2Fb%3Fc');
});

test('other paths, and ones that are not well-formed, have no track', () => {
  for (const path of ['/', '/track', '/track/', '/track/a/b', '/track/%E0%A4%A']) expect(trackIdOf(path)).toBeNull();
});

test('names with slashes, quotes, emoji and anything else survive their address', () => {
  fc.assert(
    fc.property(name, name, (album, artist) => {
      expect(parametersOf(artistAddress(artist)).get('name')).toBe(artist);
      const parameters = parametersOf(albumAddress(album, artist));
      expect([parameters.get('album'), parameters.get('artist')]).toEqual([album, artist]);
    }),
  );
  expect(albumAddress('Live', null)).toBe('/album?album=Live');
});

test('a question for songs like several survives its address, without repeats and what is too much', () => {
  const question = { like: ['a', 'b/c'], unlike: ['d&e'], blend: 'nearest' } as const;
  expect(likeQuestionOf(likeAddress(question), 20)).toEqual(question);
  expect(likeQuestionOf('/like?like=a&like=a&like=b&like=c&unlike=b&unlike=d&blend=x', 2)).toEqual({
    like: ['a', 'b'],
    unlike: ['d'],
    blend: 'mean',
  });
  expect(likeAddress({ like: [], unlike: [], blend: 'mean' })).toBe('/like');
});

test('a journey survives its address; an unknown length is the usual one', () => {
  const journey = { from: 'a', to: 'b', length: 20 };
  expect(journeyQuestionOf(journeyAddress(journey), [12, 20])).toEqual(journey);
  expect(journeyQuestionOf('/journey?from=&length=1e9', [12, 20])).toEqual({ from: null, to: null, length: 12 });
});
