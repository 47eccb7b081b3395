import { expect, test } from 'vitest';
import { RunningMoments } from '../../features/running-moments.ts';
import { joinParts } from './join-parts.ts';
import { PARTS_LENGTH } from './musicnn-parts.ts';
import { NETWORK_DIMS } from './musicnn-spec.ts';

/** Parts with one feature of the network that varies, and the rest of a kind alike. */
function partsOf(patches: readonly number[], described: number): Float32Array {
  const moments = new RunningMoments(1);
  for (const value of patches) moments.add(Float32Array.of(value));
  const parts = new Float32Array(PARTS_LENGTH).fill(moments.mean()[0]!);
  parts.fill(patches.length > 1 ? moments.deviation()[0]! : NaN, NETWORK_DIMS, 2 * NETWORK_DIMS);
  return parts.fill(described, 2 * NETWORK_DIMS);
}

test('windows are joined as if their patches were pooled together', () => {
  const windows = [
    [1, 2, 6],
    [10, -3, 0],
  ];
  const joined = joinParts(windows.map((patches) => partsOf(patches, 4)));
  const together = partsOf(windows.flat(), 4);
  for (const n of [0, NETWORK_DIMS, 2 * NETWORK_DIMS]) expect(joined[n]).toBeCloseTo(together[n]!, 5);
});

test('windows of one patch differ only from each other, and those without a description are left out of it', () => {
  const joined = joinParts([partsOf([1], NaN), partsOf([5], 3)]);
  expect([joined[0], joined[NETWORK_DIMS], joined.at(-1)]).toEqual([3, 2, 3]);
  expect(joinParts([partsOf([1], NaN), partsOf([5], NaN)]).at(-1)).toBeNaN();
});

test('one window stays as it is', () => {
  const parts = partsOf([1, 2], 3);
  expect(joinParts([parts])).toBe(parts);
});
