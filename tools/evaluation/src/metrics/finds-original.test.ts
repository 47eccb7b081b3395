import { expect, test } from 'vitest';
import { findsOriginal } from './finds-original.ts';

const at = (degrees: number): Float32Array =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

test('a copy finds its original if no other track is as near', () => {
  const library = [at(0), at(40), at(90)];
  expect(findsOriginal(library, at(15), 0)).toBe(true);
  expect(findsOriginal(library, at(25), 0)).toBe(false);
  expect(findsOriginal([at(0), at(0)], at(5), 0)).toBe(false);
});
