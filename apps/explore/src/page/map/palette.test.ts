import { expect, test } from 'vitest';
import { OTHER } from '../../map-format/legends.ts';
import { paletteOf, parseColour } from './palette.ts';

const THEME = { ground: parseColour('#ffffff'), points: new Uint32Array(12).fill(parseColour('#102030')) };

test('colours are read as opaque pixels with red in the lowest byte', () => {
  expect(parseColour(' #102030').toString(16)).toBe('ff302010');
  expect(parseColour('none').toString(16)).toBe('ff000000');
});

test('points that are not highlighted are nearly the ground, and points behind marks are between', () => {
  const all = paletteOf(THEME, null, false);
  const one = paletteOf(THEME, 3, false);
  expect(one.opacities[3]).toBe(all.opacities[3]);
  expect(one.opacities[4]).toBeLessThan(0.2);
  expect(all.opacities[OTHER]).toBeLessThan(all.opacities[0]!);
  const red = (colour: number): number => colour & 0xff;
  expect(red(one.mixed[4]!)).toBeGreaterThan(220);
  expect(red(all.mixed[4]!)).toBeLessThan(60);
  expect(red(paletteOf(THEME, null, true).mixed[4]!)).toBeGreaterThan(red(all.mixed[4]!));
});
