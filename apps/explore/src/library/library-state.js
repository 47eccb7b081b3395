import { isCatalogError } from '@soundalike/catalog';
/** The state of the library; that nothing is indexed yet, or that the store cannot be reached, is an answer too. */
export async function libraryState(library) {
  try {
    return await library.use(async (store) => {
      const tracks = await store.count();
      return tracks === 0
        ? { state: 'empty' }
        : { state: 'ready', tracks, model: store.space.model, spaceId: store.space.id };
    });
  } catch (error) {
    if (isCatalogError(error, 'STORE_EMPTY')) return { state: 'empty' };
    if (isCatalogError(error)) return { state: 'failed', code: error.code, reason: error.message };
    throw error;
  }
}
