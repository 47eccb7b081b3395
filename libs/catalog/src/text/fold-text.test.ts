import { expect, test } from 'vitest';
import { foldText } from './fold-text.ts';

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
