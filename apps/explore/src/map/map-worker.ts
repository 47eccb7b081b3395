import { parentPort, workerData } from 'node:worker_threads';
import { reasonOf } from '@soundalike/errors';
import { openRecords, openStore } from '@soundalike/store-opener';
import type { StoreSettings } from '@soundalike/store-opener';
import type { LibraryMap, MapProgress } from './library-map.ts';
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
  | { readonly type: 'done'; readonly map: LibraryMap };

const { settings, fromScratch } = workerData as MapTask;
const post = (message: MapMessage): void => parentPort?.postMessage(message);

await using store = await openStore(settings);
const before = fromScratch ? null : await readStoredMap();
const map = await updateMap(store, before, (progress) => post({ type: 'progress', progress }));
post({ type: 'done', map });
if (map !== before) {
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
