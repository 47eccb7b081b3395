import { stat } from 'node:fs/promises';
import type { TrackStore } from '@soundalike/catalog';
import { StoreHandle } from './store-handle.ts';
import type { KeepOptions } from './store-handle.ts';
import { openSpaces, openStore } from './open-store.ts';
import type { OpenOptions, StoreSettings } from './open-store.ts';

/**
 * The store for programs that run for long and read only: a run of the ETL with another model serves another embedding space,
 * and the embedded store's file may have been removed and made anew; then the store is opened anew, within `checkEveryMs`.
 */
export function openServedStore(
  settings: StoreSettings,
  options: Pick<OpenOptions, 'callTimeoutMs'> & Pick<KeepOptions<TrackStore>, 'checkEveryMs' | 'useTimeoutMs'> = {},
): StoreHandle<TrackStore> {
  const { callTimeoutMs, ...keep } = options;
  const open: OpenOptions = { readOnly: true, ...(callTimeoutMs !== undefined && { callTimeoutMs }) };
  let file: string | null = null;
  return new StoreHandle(
    async () => {
      file = await fileIdentity(settings);
      return openStore(settings, undefined, open);
    },
    {
      ...keep,
      isCurrent: async (store) => file === (await fileIdentity(settings)) && (await isServed(store, settings, open)),
    },
  );
}

async function isServed(store: TrackStore, settings: StoreSettings, options: OpenOptions): Promise<boolean> {
  await using spaces = await openSpaces(settings, options);
  const served = (await spaces.list()).find((summary) => summary.served);
  return served?.space.id === store.space.id;
}

/** Which file the embedded store lies in; null where there is none. */
async function fileIdentity({ elasticsearch, storePath }: StoreSettings): Promise<string | null> {
  if (elasticsearch) return null;
  const stats = await stat(storePath).catch(() => null);
  return stats && `${stats.dev}:${stats.ino}`;
}
