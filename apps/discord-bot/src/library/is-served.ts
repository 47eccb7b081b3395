import type { TrackStore } from '@soundalike/catalog';
import { openSpaces } from '@soundalike/settings';
import type { StoreSettings } from '@soundalike/settings';

/** Whether an open store's embedding space is still the one that is served: a run of the ETL with another model changes it. */
export async function isServed(store: TrackStore, settings: StoreSettings, options: { readonly callTimeoutMs: number }): Promise<boolean> {
  await using spaces = await openSpaces(settings, { ...options, readOnly: true });
  const served = (await spaces.list()).find((summary) => summary.served);
  return served?.space.id === store.space.id;
}
