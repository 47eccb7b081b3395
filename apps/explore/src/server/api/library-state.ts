import { isSoundalikeError } from '@soundalike/errors';
import type { TrackStore } from '@soundalike/catalog';
import type { StoreHandle } from '@soundalike/store-opener';
import { describeError } from './describe-error.ts';
import type { LibraryState } from './schemas/library.ts';

/**
 * Return the state of the library. An empty library and a store that cannot be reached are states, not errors.
 * @param uploads whether the client may send clips that can be heard with the model of a space
 */
export async function libraryState(
  library: StoreHandle<TrackStore>,
  uploads: (spaceId: string) => Promise<boolean>,
): Promise<LibraryState> {
  try {
    return await library.use(async (store) => {
      const { id: spaceId, model, dims } = store.space;
      const tracks = await store.count();
      if (tracks === 0) return { state: 'empty', uploads: false };
      return { state: 'ready', tracks, model, spaceId, dims, uploads: await uploads(spaceId) };
    });
  } catch (error) {
    if (isSoundalikeError(error, 'STORE_EMPTY')) return { state: 'empty', uploads: false };
    if (!isSoundalikeError(error)) throw error;
    return { state: 'failed', code: error.code, reason: describeError(error).detail, uploads: false };
  }
}
