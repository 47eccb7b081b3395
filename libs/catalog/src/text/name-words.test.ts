import { expect, test } from 'vitest';
import { nameWords, searchKey } from './name-words.ts';

test.each([
  ['Sigur Rós – Ágætis byrjun', ['sigur', 'ros', 'agaetis', 'byrjun']],
  ['Trentemøller', ['trentemoller']],
  ['L’ÉTÉ (live) 1998', ['l', 'ete', 'lete', 'live', '1998']],
  ['AC/DC', ['ac', 'dc', 'acdc']],
  ['R.E.M.', ['r', 'e', 'm', 'rem']],
  ['A"B* AND %x-y:z\u0000', ['a', 'b', 'ab', 'and', 'x', 'y', 'z', 'xyz']],
  ['群青日和', ['群青日和', '青日和', '日和', '和']],
  ['椎名 林檎', ['椎名林檎', '名林檎', '林檎', '檎']],
  ['ヨルシカ・n-buna', ['ヨルシカ', 'n', 'buna']],
  ['YOASOBI「夜に駆ける」', ['yoasobi', '夜に駆ける', 'yoasobi夜に駆ける', 'に駆ける', '駆ける', 'ける', 'る']],
  ['パパ', ['ハハ', 'ハ']],
  ['Love 🎧❤️', ['love', '🎧❤']],
  ['🎧', ['🎧']],
  ['', []],
  [' \u0000 ', []],
  [null, []],
])('%j is found by the words %j', (name, words) => {
  expect(nameWords(name)).toEqual(expect.arrayContaining(words));
  if (words.length === 0) expect(nameWords(name)).toEqual([]);
});

test('symbols are words only of a name without any other, and are never those of a query language', () => {
  expect(nameWords('... (!?) ...')).toHaveLength(2);
  expect(nameWords('What?!')).toEqual(['what']);
  expect(nameWords('!!! ÷ $')).toHaveLength(3);
  for (const word of nameWords('"*" AND \'(-^+:{}\'')) expect(word).toMatch(/^[a-z]+$/u);
  for (const word of nameWords('"*" \'(-^+:{}\'')) expect(word).not.toMatch(/[ -~]/u);
});

test('Korean is searched by its syllables, typed completely or not', () => {
  const words = nameWords('첫사랑');
  const starts = (typed: string) => words.some((word) => word.startsWith(searchKey(typed)));
  expect(['첫', '첫사', '사랑', '사ㄹ', '랑'].map(starts)).toEqual([true, true, true, true, true]);
  expect(starts('ㅏ')).toBe(false);
});

test('a long name without blanks has a bounded number of words', () => {
  expect(nameWords('愛'.repeat(10_000)).length).toBeLessThan(300);
});
