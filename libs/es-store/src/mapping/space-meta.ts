import { SoundalikeError } from '@soundalike/errors';
import type { EmbeddingSpace } from '@soundalike/catalog';

/**
 * Version of the mapping that this program writes. Raise it with every change to the mapping;
 * `rebuildElasticsearchSpace` brings older indices up to date.
 */
export const SCHEMA_VERSION = 4;

/** Oldest version whose mapping differs from the present one only by fields that can be added to an index in use. */
export const EXTENSIBLE_SINCE = 2;

/** Description of an index in the `_meta` of its mapping. */
export interface SpaceMeta {
  readonly soundalike: { readonly schema: number; readonly space: EmbeddingSpace };
}

/** Return the `_meta` of a space's index. @param schema version of the index's mapping */
export function spaceMeta({ id, model, dims, sameRecordingCosine }: EmbeddingSpace, schema: number): SpaceMeta {
  return { soundalike: { schema, space: { id, model, dims, sameRecordingCosine } } };
}

/** Return true for the `_meta` of a space's index; that of the records' index or of a foreign one is none. */
export function isSpaceMeta(meta: unknown): meta is SpaceMeta {
  return typeof (meta as Partial<SpaceMeta> | undefined)?.soundalike?.space?.id === 'string';
}

/**
 * Read the description of an index.
 * @throws `STORE_CORRUPT` if it names no space, `STORE_SCHEMA_NEWER` if a newer program created it
 */
export function readSpaceMeta(meta: unknown, index: string): SpaceMeta['soundalike'] {
  if (!isSpaceMeta(meta))
    throw new SoundalikeError(
      'STORE_CORRUPT',
      `index ${index}: its mapping names no embedding space; it is not an index of this program, or it is damaged`,
    );
  const { schema } = meta.soundalike;
  if (schema > SCHEMA_VERSION) {
    throw new SoundalikeError(
      'STORE_SCHEMA_NEWER',
      `index ${index}: its schema ${schema} is newer than ${SCHEMA_VERSION}, the newest that this program supports; ` +
        'update this program',
    );
  }
  return meta.soundalike;
}
