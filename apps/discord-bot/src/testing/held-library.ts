import type { TrackStore } from '@soundalike/catalog';
import { StoreHandle, openStore } from '@soundalike/store-opener';
import type { Settings } from '@soundalike/settings';

/** A library whose first use waits until it is let go. */
export function heldLibrary(settings: Settings): { readonly held: StoreHandle<TrackStore>; letGo(): void } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const open = async (): Promise<TrackStore> => {
    await promise;
    return openStore(settings);
  };
  return { held: new StoreHandle(open, { useTimeoutMs: 110_000 }), letGo: () => resolve(undefined) };
}
