import { isCatalogError } from '@soundalike/catalog';
import type { TrackPatch, TrackStore } from '@soundalike/catalog';

/** Patches the tracks that are still there; another shard may have removed some of them a moment ago. */
export async function patchExisting(store: Pick<TrackStore, 'patch'>, patches: readonly TrackPatch[]): Promise<void> {
  try {
    if (patches.length > 0) await store.patch(patches);
  } catch (error) {
    if (!isCatalogError(error, 'TRACK_NOT_FOUND')) throw error;
    if (patches.length === 1) return;
    for (const patch of patches) await patchExisting(store, [patch]);
  }
}
