import { isSoundalikeError } from '@soundalike/errors';
import type { TrackStore } from '@soundalike/catalog';
import type { StoreHandle } from '@soundalike/store-opener';

/** State of the library: whether there is anything to show yet. */
export type LibraryState =
  | { readonly state: 'ready'; readonly tracks: number; readonly model: string; readonly spaceId: string }
  | { readonly state: 'empty' }
  | { readonly state: 'failed'; readonly code: string; readonly reason: string };

/** Return the state of the library. An empty library and a store that cannot be reached are states, not errors. */
export async function libraryState(library: StoreHandle<TrackStore>): Promise<LibraryState> {
  try {
    return await library.use(async (store) => {
      const tracks = await store.count();
      return tracks === 0
        ? { state: 'empty' }
        : { state: 'ready', tracks, model: store.space.model, spaceId: store.space.id };
    });
  } catch (error) {
    if (isSoundalikeError(error, 'STORE_EMPTY')) return { state: 'empty' };
    if (isSoundalikeError(error)) return { state: 'failed', code: error.code, reason: error.message };
    throw error;
  }
}
