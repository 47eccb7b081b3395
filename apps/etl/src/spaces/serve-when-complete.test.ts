import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RecordStore } from '@soundalike/catalog';
import { FAKE_SPACE } from '../testing/fake-embed.ts';
import { SQLITE } from '../testing/use-targets.ts';
import type { TemporaryTarget } from '../testing/use-targets.ts';
import { servingRefusal } from '../plan/deletion-guard.ts';
import { serveWhenComplete } from './serve-when-complete.ts';
import { forgetFills } from './space-fills.ts';

let target: TemporaryTarget;
let records: RecordStore;
let served: string[];
beforeEach(async () => {
  target = await SQLITE.open();
  records = await target.openRecords();
  served = [];
});
afterEach(async () => {
  await records.close();
  await target.destroy();
});

/** Readers have ten tracks now, and may lose two of them. */
const refusalOf = (tracks: number) => servingRefusal(10, tracks, { maxDeleteShare: 0.2, allowDeletions: false });

/** Shard `index` of two has filled its share. @returns the spaces served so far */
async function filled(id: string, index: number, tracks = 9): Promise<string[]> {
  await serveWhenComplete(
    { space: { ...FAKE_SPACE, id }, count: async () => tracks, serve: async () => void served.push(id) },
    records,
    { index, count: 2 },
    refusalOf,
  );
  return served;
}

test('a space is served once every shard has filled its share, in whatever order and however often', async () => {
  expect(await filled('new', 1)).toEqual([]);
  expect(await filled('new', 1)).toEqual([]);
  expect(await filled('newer', 0)).toEqual([]);
  expect(await filled('new', 0)).toEqual(['new']);
});

test('a space that comes back is served only when every shard has filled it again', async () => {
  await filled('a', 0);
  await filled('a', 1);
  await filled('b', 0);
  expect(await filled('b', 1)).toEqual(['a', 'b']);
  expect(await filled('a', 1)).toEqual(['a', 'b']);
  expect(await filled('a', 0)).toEqual(['a', 'b', 'a']);
});

test('of a space that was to be served when the run was killed nothing is known later', async () => {
  await filled('a', 0);
  const killed = serveWhenComplete(
    { space: { ...FAKE_SPACE, id: 'a' }, count: async () => 9, serve: () => Promise.reject(new Error('killed')) },
    records,
    { index: 1, count: 2 },
    refusalOf,
  );
  await expect(killed).rejects.toThrow('killed');
  expect(await filled('a', 1)).toEqual([]);
  expect(await filled('a', 0)).toEqual(['a']);
});

test('a space that has much less than the one before is not served, until it has it', async () => {
  expect(await filled('a', 0, 3)).toEqual([]);
  expect(await filled('a', 1, 7)).toEqual([]);
  expect(await filled('a', 0, 8)).toEqual(['a']);
});

test('of a space that was pruned nothing is known', async () => {
  await filled('a', 0);
  await forgetFills(records, 'a');
  expect(await filled('a', 1)).toEqual([]);
});
