import type { LibraryLedger } from '../plan/library-ledger.ts';
import { changePaths } from './change-paths.ts';
import type { IndexedStore } from './patient-store.ts';

/** Takes the vanished files out of the store: tracks that lost a file keep their others; a track that lost its last one goes. */
export async function removeVanished(ledger: LibraryLedger, root: string, store: IndexedStore): Promise<void> {
  for (let batch = ledger.takeVanished(); batch.length > 0; batch = ledger.takeVanished()) {
    const lost = Map.groupBy(batch, ({ track }) => track);
    await changePaths(
      store,
      root,
      [...lost].map(([id, places]) => ({ id, remove: places.map(({ path }) => path) })),
    );
  }
  // Another process may have put a file under such a track in the meantime.
  for (let ids = ledger.takePathless(); ids.length > 0; ids = ledger.takePathless())
    await store.delete(ids, { withoutPathsOnly: true });
}
