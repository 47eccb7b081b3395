import { CatalogError } from '@soundalike/catalog';
import type { EmbeddingSpace } from '@soundalike/catalog';

/** Version of the mapping that this program writes; a change that old documents do not fit raises it. */
export const SCHEMA_VERSION = 1;

/** What an index says of itself in the `_meta` of its mapping. */
export interface SpaceMeta {
  readonly soundalike: { readonly schema: number; readonly space: EmbeddingSpace };
}

/** The `_meta` of a space's index. */
export function spaceMeta({ id, model, dims, sameRecordingCosine }: EmbeddingSpace): SpaceMeta {
  return { soundalike: { schema: SCHEMA_VERSION, space: { id, model, dims, sameRecordingCosine } } };
}

/** True where an index says that it holds a space; the records' index, or one of somebody else's, does not. */
export function isSpaceMeta(meta: unknown): meta is SpaceMeta {
  return typeof (meta as Partial<SpaceMeta> | undefined)?.soundalike?.space?.id === 'string';
}

/**
 * The space of an index.
 * @throws `STORE_CORRUPT` where it does not name one, `STORE_SCHEMA_NEWER` where a newer program made it
 */
export function readSpaceMeta(meta: unknown, index: string): EmbeddingSpace {
  if (!isSpaceMeta(meta)) throw new CatalogError('STORE_CORRUPT', `index ${index}: expected its mapping to name an embedding space, but it names none`);
  const { schema, space } = meta.soundalike;
  if (schema > SCHEMA_VERSION) {
    throw new CatalogError('STORE_SCHEMA_NEWER', `index ${index}: expected schema ${SCHEMA_VERSION} or older, got ${schema}; update this program`);
  }
  return space;
}
