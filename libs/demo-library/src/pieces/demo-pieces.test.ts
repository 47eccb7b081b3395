import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { rootMeanSquare, SAMPLE_RATE } from '../audio/signal.ts';
import type { Stereo } from '../audio/stereo.ts';
import { STYLES } from '../styles/registry.ts';
import { ARRANGEMENTS_PER_STYLE } from '../styles/style.ts';
import { powerSpectrum, thirdOctaves } from '../testing/spectrum.ts';
import { demoPieces, renderPiece } from './demo-pieces.ts';
import type { DemoPiece } from './demo-pieces.ts';

const rendered = new Map<DemoPiece, Stereo>();
const render = (piece: DemoPiece): Stereo => {
  const made = rendered.get(piece) ?? renderPiece(piece);
  rendered.set(piece, made);
  return made;
};

test('the list has enough pieces and styles, each arrangement of a style once, and no path twice', () => {
  expect(demoPieces.length).toBeGreaterThanOrEqual(24);
  expect(new Set(demoPieces.map(({ path }) => path)).size).toBe(demoPieces.length);
  expect(Object.keys(STYLES).length).toBeGreaterThanOrEqual(6);
  for (const style of Object.keys(STYLES)) {
    const arrangements = demoPieces.filter((piece) => piece.style === style).map(({ arrangement }) => arrangement);
    expect(arrangements.sort()).toEqual(Array.from({ length: ARRANGEMENTS_PER_STYLE }, (_, index) => index));
  }
  for (const { durationSeconds, path, artist, album } of demoPieces) {
    expect(durationSeconds).toBeGreaterThanOrEqual(20);
    expect(durationSeconds).toBeLessThanOrEqual(30);
    expect(path.startsWith(`${artist}/${album}/0`)).toBe(true);
    // Names that every file system accepts.
    expect(path).toMatch(/^[\w .,'-]+\/[\w .,'-]+\/\d\d [\w .,'-]+\.mp3$/u);
  }
});

describe.each(demoPieces.map((piece) => [`${piece.style}: ${piece.title}`, piece] as const))('%s', (_, piece) => {
  test('has its length, the target level, no clipping, no offset, no gap, and silence at both ends', () => {
    const { left, right } = render(piece);
    expect(left.length).toBe(piece.durationSeconds * SAMPLE_RATE);
    expect(right.length).toBe(left.length);
    for (const channel of [left, right]) {
      expect(channel.every(Number.isFinite)).toBe(true);
      const peak = channel.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      expect(peak).toBeLessThan(0.9);
      expect(peak).toBeGreaterThan(0.25);
      expect(Math.abs(channel.reduce((sum, sample) => sum + sample, 0) / channel.length)).toBeLessThan(1e-3);
      expect(Math.abs(channel[0]!)).toBeLessThan(1e-3);
      expect(Math.abs(channel.at(-1)!)).toBeLessThan(1e-3);
    }
    const decibels = 20 * Math.log10(rootMeanSquare([left, right]));
    expect(decibels).toBeGreaterThan(-19.5);
    expect(decibels).toBeLessThan(-16.5);
    expect(longestSilence(left, right)).toBeLessThan(2);
  });

  test('is stereo, and remains audible in mono', () => {
    const { left, right } = render(piece);
    const middle = rootMeanSquare([left.map((sample, i) => (sample + right[i]!) / 2)]);
    const side = rootMeanSquare([left.map((sample, i) => (sample - right[i]!) / 2)]);
    expect(side).toBeGreaterThan(0.005);
    expect(middle).toBeGreaterThan(side);
  });
});

test('a piece has the same samples on every run', () => {
  // Digests of the current samples; an intended change of a sound changes them.
  expect(digestOf('solo piano')).toBe('50450d186bdbbe6c9504159d30d876d1af7cddbb9143030cd0bed3a7ac47e451');
  expect(digestOf('chiptune')).toBe('f52fe59544f95e60d9df03c833873839ef8f937b3e8418407f1b0c6beee99fa8');
});

test('spectra differ more between styles than within a style', () => {
  const spectra = demoPieces.map((piece) => ({
    style: piece.style,
    bands: thirdOctaves(powerSpectrum(render(piece).left, 8192), SAMPLE_RATE),
  }));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const distance = (a: readonly number[], b: readonly number[]): number =>
    Math.sqrt(mean(a.map((level, band) => (level - b[band]!) ** 2)));
  const distances = (same: boolean): number[] =>
    spectra.flatMap((a, i) =>
      spectra
        .slice(i + 1)
        .filter((b) => (a.style === b.style) === same)
        .map((b) => distance(a.bands, b.bands)),
    );
  expect(mean(distances(false))).toBeGreaterThan(2 * mean(distances(true)));
});

function digestOf(style: DemoPiece['style']): string {
  const { left, right } = renderPiece(demoPieces.find((piece) => piece.style === style)!);
  return createHash('sha256').update(new Uint8Array(left.buffer)).update(new Uint8Array(right.buffer)).digest('hex');
}

/** Return the seconds of the longest stretch, including both ends, that stays below -50 dBFS. */
function longestSilence(left: Float32Array, right: Float32Array): number {
  const window = SAMPLE_RATE / 10;
  let longest = 0;
  let current = 0;
  for (let start = 0; start + window <= left.length; start += window) {
    const level = rootMeanSquare([left.subarray(start, start + window), right.subarray(start, start + window)]);
    current = level < 0.003 ? current + window : 0;
    longest = Math.max(longest, current);
  }
  return longest / SAMPLE_RATE;
}
