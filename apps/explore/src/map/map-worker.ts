import { parentPort, workerData } from 'node:worker_threads';
import { reasonOf } from '@soundalike/errors';
import { openRecords, openStore } from '@soundalike/store-opener';
import type { LibraryMap } from './library-map.ts';
import type { MapMessage, MapTask } from './map-message.ts';
import { readMap, writeMap } from './stored-map.ts';
import { updateMap } from './update-map.ts';

const { settings, anew } = workerData as MapTask;
const say = (message: MapMessage): void => parentPort?.postMessage(message);

await using store = await openStore(settings);
const stored = anew ? null : await storedMap();
const map = await updateMap(store, stored, (progress) => say({ type: 'progress', progress }));
say({ type: 'done', map });
if (map !== stored) {
  // The map can be seen all the same; it is made again the next time.
  await keepMap().catch((error: unknown) => say({ type: 'warning', reason: reasonOf(error) }));
}

async function storedMap(): Promise<LibraryMap | null> {
  await using records = await openRecords(settings, { readOnly: true });
  return await readMap(records, store.space.id);
}

async function keepMap(): Promise<void> {
  await using records = await openRecords(settings);
  await writeMap(records, map);
}
