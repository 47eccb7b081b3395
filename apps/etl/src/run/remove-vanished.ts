import type { LibraryLedger } from '../plan/library-ledger.ts';
import { patchExisting } from './patch-existing.ts';
import { pathChange } from './path-change.ts';
import type { IndexedStore } from './patient-store.ts';

/** Takes the vanished files out of the store: tracks that lost a file keep their others; a track that lost its last one goes. */
export async function removeVanished(ledger: LibraryLedger, root: string, store: IndexedStore): Promise<void> {
  for (let batch = ledger.takeVanished(); batch.length > 0; batch = ledger.takeVanished()) {
    const lost = Map.groupBy(batch, ({ track }) => track);
    const tracks = await store.get([...lost.keys()]);
    const remove = (id: string): string[] => lost.get(id)!.map(({ path }) => path);
    await patchExisting(store, await Promise.all(tracks.map((track) => pathChange(track, root, { remove: remove(track.id) }))));
  }
  // Another process may have put a file under such a track in the meantime.
  for (let ids = ledger.takePathless(); ids.length > 0; ids = ledger.takePathless()) await store.delete(ids, { withoutPathsOnly: true });
}
