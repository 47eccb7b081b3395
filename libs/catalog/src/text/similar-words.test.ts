import { expect, test } from 'vitest';
import { typosAllowed, typosBetween } from './similar-words.ts';

test.each([
  ['gama', 'gamma', 1],
  ['twiligth', 'twilight', 1],
  ['metalica', 'metallica', 1],
  ['nirvanna', 'nirvana', 1],
  ['beethofn', 'beethoven', 2],
  ['radoihaed', 'radiohead', 2],
  ['kiroshima', 'hiroshima', 1],
  ['qeuen', 'queen', 1],
  ['stevve', 'steve', 1],
  ['sterv', 'steve', 2],
  ['green', 'green', 0],
  ['queen', 'green', null],
  ['green', 'greedier', null],
  ['love', 'live', null],
  ['lov', 'lover', null],
  ['1984', '19845', null],
  ['群青日和', '群青日', null],
])('from %s to %s there are %j typos', (word, other, typos) => {
  expect(typosBetween(word, other)).toBe(typos);
});

test('short words, numbers and scripts without blanks may have no typos', () => {
  expect(['the', '1984', '夜に駆ける', 'ska2', '🎧🎧🎧🎧'].map(typosAllowed)).toEqual([0, 0, 0, 0, 0]);
});
