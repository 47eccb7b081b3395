import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RecordStore } from '@soundalike/catalog';
import { FAKE_SPACE } from '../testing/fake-audio.ts';
import { SQLITE } from '../testing/use-targets.ts';
import type { TemporaryTarget } from '../testing/use-targets.ts';
import { servingRefusal } from '../plan/deletion-guard.ts';
import { forgetFills, serveWhenComplete } from './serve-when-complete.ts';

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

/** Readers have ten tracks now, and two of them may be lost. */
const refusalOf = (tracks: number) => servingRefusal(10, tracks, { maxDeleteShare: 0.2, allowDeletions: false });

/** Report that shard `index` of two has filled its share. @returns the spaces served so far */
async function filled(id: string, index: number, tracks = 9): Promise<string[]> {
  await serveWhenComplete(
    { space: { ...FAKE_SPACE, id }, count: async () => tracks, serve: async () => void served.push(id) },
    records,
    { index, count: 2 },
    refusalOf,
  );
  return served;
}

test('a space is served when every shard has filled its share, in any order and any number of times', async () => {
  expect(await filled('new', 1)).toEqual([]);
  expect(await filled('new', 1)).toEqual([]);
  expect(await filled('newer', 0)).toEqual([]);
  expect(await filled('new', 0)).toEqual(['new']);
});

test('a space that was replaced is served again only after every shard has filled it again', async () => {
  await filled('a', 0);
  await filled('a', 1);
  await filled('b', 0);
  expect(await filled('b', 1)).toEqual(['a', 'b']);
  expect(await filled('a', 1)).toEqual(['a', 'b']);
  expect(await filled('a', 0)).toEqual(['a', 'b', 'a']);
});

test('fills are forgotten if the run is killed while it serves the space', async () => {
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

test('a space with far fewer tracks than the previous one is not served until it has enough', async () => {
  expect(await filled('a', 0, 3)).toEqual([]);
  expect(await filled('a', 1, 7)).toEqual([]);
  expect(await filled('a', 0, 8)).toEqual(['a']);
});

test('fills are forgotten after the space was pruned', async () => {
  await filled('a', 0);
  await forgetFills(records, 'a');
  expect(await filled('a', 1)).toEqual([]);
});
