import { expect, test } from 'vitest';
import { exhaustiveStore } from '../testing/fixtures/exhaustive-store.ts';
import { SPACE, track } from './testing/library-of-angles.ts';
import { Versions } from './versions.ts';

const MANY = 151;

/** Tracks of which the first two have the same fingerprint. */
const library = (count: number) => {
  const fingerprint = Uint32Array.from({ length: 240 }, (_, n) => Math.imul(n + 1, 0x9e3779b1));
  return Array.from({ length: count }, (_, n) => track(`${n}`, 0, n < 2 ? { fingerprint } : {}));
};

async function areVersions(similarity: number, { count, copyCosine }: { count: number; copyCosine: number }) {
  const tracks = library(count);
  const space = { ...SPACE, sameRecordingCosine: copyCosine };
  const versions = await Versions.read(exhaustiveStore(space, tracks, []), tracks, []);
  return versions.areVersions(tracks[0]!, tracks[1]!, similarity);
}

test('among few tracks, all fingerprints are compared', async () => {
  expect(await areVersions(-1, { count: MANY - 1, copyCosine: 0.998 })).toBe(true);
});

test('among many tracks, only fingerprints of those near enough to be copies are compared', async () => {
  const narrow = { count: MANY, copyCosine: 0.998 };
  expect(await areVersions(0.97, narrow)).toBe(true);
  expect(await areVersions(0.96, narrow)).toBe(false);
});

test('in a wide space, many tracks do not mean that all fingerprints are compared', async () => {
  const wide = { count: MANY, copyCosine: 0.9 };
  expect(await areVersions(0.31, wide)).toBe(true);
  expect(await areVersions(0.29, wide)).toBe(false);
});
