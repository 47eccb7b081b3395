import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RecordStore, TrackStore } from '@soundalike/catalog';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { openSqliteRecords, openSqliteStore } from '@soundalike/sqlite-store';
import { mapPoint } from './library-map.ts';
import type { LibraryMap } from './library-map.ts';
import { readMap, writeMap } from './stored-map.ts';
import { updateMap } from './update-map.ts';

const SPACE = testSpace();
const TRACKS = testTracks(120, SPACE);
const ignoreProgress = (): void => undefined;

let folder: string;
let store: TrackStore;
let records: RecordStore;

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

test('an unchanged library keeps its map, and a new layout gives the same one', async () => {
  await store.upsert(TRACKS);
  const map = await updateMap(store, null, ignoreProgress);
  expect(map).toMatchObject({ spaceId: SPACE.id, laidOut: 120, placed: 0 });
  expect(map.points.map(({ id }) => id).sort()).toEqual(TRACKS.map(({ id }) => id).sort());
  expect(await updateMap(store, map, ignoreProgress)).toBe(map);
  expect(await updateMap(store, null, ignoreProgress)).toEqual(map);
});

test('a few new tracks are placed near their neighbours, and no old one moves', async () => {
  await store.upsert(TRACKS.slice(0, 110));
  const before = await updateMap(store, null, ignoreProgress);
  await store.upsert(TRACKS.slice(110));
  await store.delete([TRACKS[0]!.id]);
  const after = await updateMap(store, before, ignoreProgress);

  const kept = before.points.filter(({ id }) => id !== TRACKS[0]!.id);
  expect(after.points.slice(0, kept.length)).toEqual(kept);
  expect(after).toMatchObject({ laidOut: 110, placed: 10 });
  expect(after.points).toHaveLength(119);
  for (const { id } of TRACKS.slice(110)) {
    const point = after.points.find((each) => each.id === id)!;
    const [nearest] = await store.similarTo(id, 1, { exclude: TRACKS.slice(110).map((track) => track.id) });
    const distances = kept
      .map((each) => ({ id: each.id, distance: Math.hypot(each.x - point.x, each.y - point.y) }))
      .sort((a, b) => a.distance - b.distance);
    const rank = distances.findIndex((each) => each.id === nearest!.track.id);
    // A cluster of this library has about twenty tracks.
    expect(rank).toBeLessThan(25);
  }
});

test('after many new tracks, even in small steps, everything is laid out again', async () => {
  await store.upsert(TRACKS.slice(0, 80));
  const first = await updateMap(store, null, ignoreProgress);
  await store.upsert(TRACKS.slice(80, 95));
  const second = await updateMap(store, first, ignoreProgress);
  expect(second).toMatchObject({ laidOut: 80, placed: 15 });
  await store.upsert(TRACKS.slice(95, 110));
  expect(await updateMap(store, second, ignoreProgress)).toMatchObject({ laidOut: 110, placed: 0 });
});

const largeMap: LibraryMap = {
  spaceId: SPACE.id,
  laidOut: 8_000,
  placed: 123,
  legends: null,
  points: Array.from({ length: 8_123 }, (_, n) => mapPoint(`track ${n}`, n / 7, 1 - n / 3)),
};

test('a map of many records is read as it was stored, and no record of the previous map remains', async () => {
  await writeMap(records, { ...largeMap, placed: 0 });
  await writeMap(records, largeMap);
  expect(await readMap(records, SPACE.id)).toEqual(largeMap);
  const keys = [];
  for await (const { key } of records.list('maps')) keys.push(key);
  // A head and three parts.
  expect(keys).toHaveLength(4);
});

test('a missing, incomplete or unreadable map is read as null', async () => {
  expect(await readMap(records, SPACE.id)).toBeNull();
  await writeMap(records, largeMap);
  for await (const { key } of records.list('maps', `${SPACE.id}/`)) {
    if (key.endsWith('/1')) await records.delete('maps', key);
  }
  expect(await readMap(records, SPACE.id)).toBeNull();
  await records.put('maps', SPACE.id, { generation: 7 });
  expect(await readMap(records, SPACE.id)).toBeNull();
});

test('maps of two spaces are separate', async () => {
  const other: LibraryMap = {
    spaceId: `${SPACE.id}2`,
    laidOut: 1,
    placed: 0,
    legends: null,
    points: [mapPoint('a', 1, 2)],
  };
  await writeMap(records, other);
  await writeMap(records, largeMap);
  expect(await readMap(records, other.spaceId)).toEqual(other);
});
