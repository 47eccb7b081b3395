import { expect, test } from 'vitest';
import { foldText, searchWords } from './fold-text.ts';

test.each([
  ['Sigur  Rós', 'SIGUR ROS'],
  ['Ágætis', 'ágætis'],
  ['Чайковский', 'чайковскии'],
  ['مُحَمَّد', 'محمد'],
  ['ﾊﾟパ', 'パパ'],
])('%s and %s are the same name', (a, b) => expect(foldText(a)).toBe(foldText(b)));

test.each([
  ['パパ', 'ハハ'],
  ['दिल', 'दाल'],
  ['Ros', 'Rose'],
])('%s and %s are different names', (a, b) => expect(foldText(a)).not.toBe(foldText(b)));

test.each([
  ['Sigur Rós – Ágætis byrjun', ['sigur', 'ros', 'agaetis', 'byrjun']],
  ['Trentemøller', ['trentemoller']],
  ['L’ÉTÉ (live) 1998', ['l', 'ete', 'live', '1998']],
  ['A"B* AND %x-y:z\u0000', ['a', 'b', 'and', 'x', 'y', 'z']],
  ['宇多田ヒカル', ['宇多田ヒカル']],
  ['パパ', ['ハハ']],
  ['… — !?', []],
  ['', []],
])('%j has the search words %j', (text, words) => {
  expect(searchWords(text)).toEqual(words);
});
