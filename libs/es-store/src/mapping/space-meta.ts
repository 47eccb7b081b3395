import { SoundalikeError } from '@soundalike/errors';
import type { EmbeddingSpace } from '@soundalike/catalog';

/** Version of the mapping that this program writes: every change to it raises this, and `rebuildElasticsearchSpace` brings older indices up to it. */
export const SCHEMA_VERSION = 2;

/** What an index says of itself in the `_meta` of its mapping. */
export interface SpaceMeta {
  readonly soundalike: { readonly schema: number; readonly space: EmbeddingSpace };
}

/** The `_meta` of a space's index. @param schema version of the mapping that it lies in */
export function spaceMeta({ id, model, dims, sameRecordingCosine }: EmbeddingSpace, schema: number): SpaceMeta {
  return { soundalike: { schema, space: { id, model, dims, sameRecordingCosine } } };
}

/** True where an index says that it holds a space; the records' index, or one of somebody else's, does not. */
export function isSpaceMeta(meta: unknown): meta is SpaceMeta {
  return typeof (meta as Partial<SpaceMeta> | undefined)?.soundalike?.space?.id === 'string';
}

/**
 * What an index says of itself.
 * @throws `STORE_CORRUPT` where it does not name one, `STORE_SCHEMA_NEWER` where a newer program made it
 */
export function readSpaceMeta(meta: unknown, index: string): SpaceMeta['soundalike'] {
  if (!isSpaceMeta(meta))
    throw new SoundalikeError(
      'STORE_CORRUPT',
      `index ${index}: expected its mapping to name an embedding space, but it names none`,
    );
  const { schema } = meta.soundalike;
  if (schema > SCHEMA_VERSION) {
    throw new SoundalikeError(
      'STORE_SCHEMA_NEWER',
      `index ${index}: expected schema ${SCHEMA_VERSION} or older, got ${schema}; update this program`,
    );
  }
  return meta.soundalike;
}
