import { parentPort, workerData } from 'node:worker_threads';
import { reasonOf } from '@soundalike/catalog';
import { openRecords, openStore } from '@soundalike/settings';
import type { MapMessage, MapTask } from './map-message.ts';
import { readMap, writeMap } from './stored-map.ts';
import { updateMap } from './update-map.ts';

const { settings, anew } = workerData as MapTask;
const say = (message: MapMessage): void => parentPort?.postMessage(message);

await using store = await openStore(settings);
await using records = await openRecords(settings);
const stored = anew ? null : await readMap(records, store.space.id);
const map = await updateMap(store, stored, (progress) => say({ type: 'progress', progress }));
say({ type: 'done', map });
if (map !== stored) {
  // The map can be seen all the same; it is made again the next time.
  await writeMap(records, map).catch((error: unknown) => say({ type: 'warning', reason: reasonOf(error) }));
}
