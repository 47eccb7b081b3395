import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { openSqliteRecords, openSqliteStore } from '@soundalike/sqlite-store';
import { mapPoint } from './library-map.ts';
import { readMap, writeMap } from './stored-map.ts';
import { updateMap } from './update-map.ts';
const SPACE = testSpace();
const TRACKS = testTracks(120, SPACE);
const silently = () => undefined;
let folder;
let store;
let records;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'map-'));
  store = await openSqliteStore({ path: join(folder, 'store.db'), space: SPACE, create: true });
  records = await openSqliteRecords({ path: join(folder, 'store.db') });
});
afterEach(async () => {
  await store.close();
  await records.close();
  await rm(folder, { recursive: true });
});
test('an unchanged library keeps its map, and laid out anew it is the same one', async () => {
  await store.upsert(TRACKS);
  const map = await updateMap(store, null, silently);
  expect(map).toMatchObject({ spaceId: SPACE.id, laidOut: 120, placed: 0 });
  expect(map.points.map(({ id }) => id).sort()).toEqual(TRACKS.map(({ id }) => id).sort());
  expect(await updateMap(store, map, silently)).toBe(map);
  expect(await updateMap(store, null, silently)).toEqual(map);
});
test('a few new tracks are put near their neighbours, and no old one moves', async () => {
  await store.upsert(TRACKS.slice(0, 110));
  const before = await updateMap(store, null, silently);
  await store.upsert(TRACKS.slice(110));
  await store.delete([TRACKS[0].id]);
  const after = await updateMap(store, before, silently);
  const kept = before.points.filter(({ id }) => id !== TRACKS[0].id);
  expect(after.points.slice(0, kept.length)).toEqual(kept);
  expect(after).toMatchObject({ laidOut: 110, placed: 10 });
  expect(after.points).toHaveLength(119);
  for (const { id } of TRACKS.slice(110)) {
    const point = after.points.find((each) => each.id === id);
    const [nearest] = await store.similarTo(id, 1, { exclude: TRACKS.slice(110).map((track) => track.id) });
    const distances = kept
      .map((each) => ({ id: each.id, distance: Math.hypot(each.x - point.x, each.y - point.y) }))
      .sort((a, b) => a.distance - b.distance);
    const rank = distances.findIndex((each) => each.id === nearest.track.id);
    // A cluster of this library has some twenty tracks.
    expect(rank).toBeLessThan(25);
  }
});
test('where many came, also little by little, all are laid out anew', async () => {
  await store.upsert(TRACKS.slice(0, 80));
  const first = await updateMap(store, null, silently);
  await store.upsert(TRACKS.slice(80, 95));
  const second = await updateMap(store, first, silently);
  expect(second).toMatchObject({ laidOut: 80, placed: 15 });
  await store.upsert(TRACKS.slice(95, 110));
  expect(await updateMap(store, second, silently)).toMatchObject({ laidOut: 110, placed: 0 });
});
const largeMap = {
  spaceId: SPACE.id,
  laidOut: 8_000,
  placed: 123,
  points: Array.from({ length: 8_123 }, (_, n) => mapPoint(`track ${n}`, n / 7, 1 - n / 3)),
};
test('a map of many records comes back as it was stored, and nothing of the one before is left', async () => {
  await writeMap(records, { ...largeMap, placed: 0 });
  await writeMap(records, largeMap);
  expect(await readMap(records, SPACE.id)).toEqual(largeMap);
  const keys = [];
  for await (const { key } of records.list('maps')) keys.push(key);
  // A head and three parts.
  expect(keys).toHaveLength(4);
});
test('of a map that is not whole, or not readable, there is none', async () => {
  expect(await readMap(records, SPACE.id)).toBeNull();
  await writeMap(records, largeMap);
  for await (const { key } of records.list('maps', `${SPACE.id}/`)) {
    if (key.endsWith('/1')) await records.delete('maps', key);
  }
  expect(await readMap(records, SPACE.id)).toBeNull();
  await records.put('maps', SPACE.id, { generation: 7 });
  expect(await readMap(records, SPACE.id)).toBeNull();
});
test('maps of two spaces do not touch one another', async () => {
  const other = { spaceId: `${SPACE.id}2`, laidOut: 1, placed: 0, points: [mapPoint('a', 1, 2)] };
  await writeMap(records, other);
  await writeMap(records, largeMap);
  expect(await readMap(records, other.spaceId)).toEqual(other);
});
