import { expect, test } from 'vitest';
import { searchWords } from './search-words.ts';

test.each([
  ['Sigur Rós – Ágætis byrjun', ['sigur', 'ros', 'agaetis', 'byrjun']],
  ['Trentemøller', ['trentemoller']],
  ['L’ÉTÉ (live) 1998', ['l', 'ete', 'live', '1998']],
  ['A"B* AND %x-y:z\u0000', ['a', 'b', 'and', 'x', 'y', 'z']],
  ['宇多田ヒカル', ['宇多田ヒカル']],
  ['パパ', ['ハハ']],
  ['… — !?', []],
  ['', []],
])('%j is found by %j', (text, words) => {
  expect(searchWords(text)).toEqual(words);
});
