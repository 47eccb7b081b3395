import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { mapView } from './map-view.ts';

test('the map of another embedding space is not shown, and an update starts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'map-view-'));
  const space = testSpace();
  const tracks = testTracks(3, space);
  {
    await using store = await openSqliteStore({ path: join(folder, 'store.db'), space, create: true });
    await store.upsert(tracks);
    const points = tracks.map(({ id }, n) => ({ id, x: n, y: n }));
    const updaterFor = (spaceId: string) => ({
      map: { spaceId, laidOut: 3, placed: 0, points },
      progress: null,
      takeFailure: () => null,
      update: vi.fn(),
    });

    const other = updaterFor('cnn14-another-v1-f32');
    expect(await mapView(store, other)).toMatchObject({ state: 'computing' });
    expect(other.update).toHaveBeenCalledTimes(1);

    const own = updaterFor(space.id);
    expect(await mapView(store, own)).toMatchObject({ state: 'ready', columns: { x: [0, 1, 2] } });
    expect(own.update).not.toHaveBeenCalled();
  }
  await rm(folder, { recursive: true });
});
