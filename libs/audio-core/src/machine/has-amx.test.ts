import { expect, test } from 'vitest';
import { hasAmx } from './has-amx.ts';

const cpuInfo = (flags: string): string =>
  `processor\t: 0\nmodel name\t: amx_tile amx_int8\nflags\t\t: ${flags}\nbugs\t\t:\n`;

test.each([
  ['fpu avx512_vnni amx_bf16 amx_tile amx_int8 arch_capabilities', true],
  ['fpu avx512_vnni amx_bf16 amx_tile', false],
  ['fpu avx512_vnni', false],
])('%s', (flags, expected) => {
  expect(hasAmx(cpuInfo(flags))).toBe(expected);
});

test('a system that does not list features has none', () => {
  expect(hasAmx('')).toBe(false);
  expect(hasAmx('processor\t: 0\nFeatures\t: fp asimd\n')).toBe(false);
});
