import { parentPort, workerData } from 'node:worker_threads';
import { reasonOf } from '@soundalike/errors';
import { openRecords, openStore } from '@soundalike/store-opener';
import type { StoreSettings } from '@soundalike/store-opener';
import { colourPoints } from './colour-points.ts';
import type { LibraryMap, MapProgress } from './library-map.ts';
import { viewOf } from './map-view.ts';
import type { MapView } from './map-view.ts';
import { readMap, writeMap } from './stored-map.ts';
import { updateMap } from './update-map.ts';

/** Input of the worker. */
export interface MapTask {
  readonly settings: StoreSettings;
  /** Ignore the stored map and lay everything out again. */
  readonly fromScratch: boolean;
}

/** Messages of the worker. */
export type MapMessage =
  | { readonly type: 'progress'; readonly progress: MapProgress }
  | { readonly type: 'warning'; readonly reason: string }
  | { readonly type: 'view'; readonly view: MapView };

const { settings, fromScratch } = workerData as MapTask;
const post = (message: MapMessage): void => parentPort?.postMessage(message);
const postProgress = (progress: MapProgress): void => post({ type: 'progress', progress });
const postView = (view: MapView): void => {
  // The view is not needed here any more, so its columns move without a copy.
  const { x, y, colours } = view.columns;
  parentPort?.postMessage({ type: 'view', view } satisfies MapMessage, [x.buffer, y.buffer, colours.buffer]);
};

await using store = await openStore(settings);
const before = fromScratch ? null : await readStoredMap();
const shown = before === null || before.legends === null ? null : viewOf(before);
const shownVersion = shown?.version ?? null;
// The map as it was is shown at once; checking a large library takes a while.
if (shown) postView(shown);

const updated = await updateMap(store, before, postProgress);
const map = await colourPoints(store, updated, (share) => postProgress({ stage: 'colouring', share }));
const view = viewOf(map);
const isChanged = view.version !== shownVersion;
if (isChanged) postView(view);
if (isChanged || updated !== before) {
  // The page can show the map even if it is not stored; the next start computes it again.
  await storeMap().catch((error: unknown) => post({ type: 'warning', reason: reasonOf(error) }));
}

async function readStoredMap(): Promise<LibraryMap | null> {
  await using records = await openRecords(settings, { readOnly: true });
  return await readMap(records, store.space.id);
}

async function storeMap(): Promise<void> {
  await using records = await openRecords(settings);
  await writeMap(records, map);
}
