import type { LibraryLedger } from '../plan/library-ledger.ts';
import type { IndexedStore } from './patient-store.ts';
import { settleMetadata } from './settle-metadata.ts';

/** Takes the vanished files out of the store: tracks that lost a file keep their others; a track that lost its last one goes. */
export async function removeVanished(ledger: LibraryLedger, root: string, store: IndexedStore): Promise<void> {
  for (let batch = ledger.takeVanished(); batch.length > 0; batch = ledger.takeVanished()) {
    const lost = Map.groupBy(batch, ({ track }) => track);
    const stillThere = await store.get([...lost.keys()]);
    if (stillThere.length === 0) continue;
    await store.patch(stillThere.map(({ id }) => ({ id, removePaths: lost.get(id)!.map(({ path }) => path) })));
    const shared = stillThere.filter(({ id, paths }) => paths.length > lost.get(id)!.length);
    for (const { id } of shared) await settleMetadata(id, root, store);
  }
  // Another process may have put a file under such a track in the meantime.
  for (let ids = ledger.takePathless(); ids.length > 0; ids = ledger.takePathless()) await store.delete(ids, { withoutPathsOnly: true });
}
