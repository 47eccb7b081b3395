import { stat } from 'node:fs/promises';
import type { TrackStore } from '@soundalike/catalog';
import { StoreHandle } from './store-handle.ts';
import type { StoreHandleOptions } from './store-handle.ts';
import { openSpaces, openStore } from './open-store.ts';
import type { OpenOptions, StoreSettings } from './open-store.ts';

/** Options of a handle on the served store; timeouts and the check interval in milliseconds. */
export type ServedStoreOptions = Pick<OpenOptions, 'callTimeoutMs' | 'loadAhead' | 'searchThreads'> &
  Pick<StoreHandleOptions<TrackStore>, 'checkIntervalMs' | 'useTimeoutMs'>;

/**
 * Open the served space for a long-running program that only reads. The handle opens the store again at the next use if
 * the file of the embedded store was replaced or deleted, and within the check interval if another space is served (after
 * a run with another model).
 */
export function openServedStore(
  settings: StoreSettings,
  { callTimeoutMs, loadAhead = false, searchThreads, ...handleOptions }: ServedStoreOptions = {},
): StoreHandle<TrackStore> {
  const openOptions: OpenOptions = { readOnly: true, ...(callTimeoutMs !== undefined && { callTimeoutMs }) };
  const search = { loadAhead, ...(searchThreads !== undefined && { searchThreads }) };
  let openedFile: string | null = null;
  return new StoreHandle(
    async () => {
      openedFile = await storeFileId(settings);
      return openStore(settings, undefined, { ...openOptions, ...search });
    },
    {
      ...handleOptions,
      // A cluster is asked only when it is needed.
      openAhead: loadAhead && !settings.elasticsearch,
      isReplaced: async () => openedFile !== (await storeFileId(settings)),
      isCurrent: (store) => isServed(store, settings, openOptions),
    },
  );
}

async function isServed(store: TrackStore, settings: StoreSettings, options: OpenOptions): Promise<boolean> {
  await using spaces = await openSpaces(settings, options);
  const served = (await spaces.list()).find((summary) => summary.served);
  return served?.space.id === store.space.id;
}

/** Return device and inode of the embedded store's file; null if there is no file, or with Elasticsearch. */
async function storeFileId({ elasticsearch, storePath }: StoreSettings): Promise<string | null> {
  if (elasticsearch) return null;
  const stats = await stat(storePath).catch(() => null);
  return stats && `${stats.dev}:${stats.ino}`;
}
