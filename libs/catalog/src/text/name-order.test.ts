import { expect, test } from 'vitest';
import { compareNames, NO_FIT, nameFit } from './name-order.ts';

test.each([
  ['echo', 'Echo', 0],
  ['acdc', 'AC/DC', 0],
  ['!!!', '!!!', 0],
  ['beyonce', 'Beyoncé', 0],
  ['echo 5', 'Echo 51', 1],
  ['echo', 'An Echo', 2],
  ['駆ける', '夜に駆ける', 3],
  ['crumbs castle', 'Castle of Crumbs', 3],
  ['echo', 'Something else', NO_FIT],
  ['echo', null, NO_FIT],
])('%s fits %s with %d', (typed, name, fit) => expect(nameFit(typed, name)).toBe(fit));

test('numbers in names are compared by value', () => {
  expect(['Echo 10', 'echo 9', 'Echo 100', 'Écho 2'].sort(compareNames)).toEqual([
    'Écho 2',
    'echo 9',
    'Echo 10',
    'Echo 100',
  ]);
});
