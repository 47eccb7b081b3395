import type { estypes } from '@elastic/elasticsearch';
import type { EmbeddingSpace } from '@soundalike/catalog';
import { SCHEMA_VERSION, spaceMeta } from './space-meta.ts';
import { vectorIndexOptions } from './vector-field.ts';
import type { VectorIndexType } from './vector-field.ts';

/**
 * Lucene accepts terms of up to 32,766 bytes, and a character has up to four. A longer name can be read back, but no
 * exact filter finds it.
 */
const LONGEST_TERM = 8_191;

const name: estypes.MappingProperty = { type: 'keyword', ignore_above: LONGEST_TERM };

/** A field that is only read back, never searched. */
const opaque: estypes.MappingProperty = { type: 'object', enabled: false };

/**
 * Words that the program has folded already (see `nameWords`): split at blanks, with prefixes indexed, so that a
 * search while typing is a plain look-up.
 */
const words: estypes.MappingProperty = {
  type: 'text',
  analyzer: 'whitespace',
  index_options: 'docs',
  norms: false,
  index_prefixes: { min_chars: 1, max_chars: 10 },
};

/** Fields that an index of schema 2 lacks. */
const addedSince2: Record<string, estypes.MappingProperty> = {
  artists: name,
  releaseDate: { type: 'keyword' },
  discNo: { type: 'long' },
  bpm: { type: 'double' },
  key: name,
  isrc: { type: 'keyword' },
  musicBrainzRecordingId: { type: 'keyword' },
  chapters: { type: 'long' },
  tagReaderVersion: { type: 'long' },
  folded: { properties: { title: name, artist: name, genre: name } },
  folders: name,
  fingerprint: { type: 'binary' },
};

/** Return the fields to add to an index in use. @param space as its `_meta` is to describe it */
export function mappingExtension(space: EmbeddingSpace): estypes.MappingTypeMapping {
  return { _meta: { ...spaceMeta(space, SCHEMA_VERSION) }, properties: addedSince2 };
}

/**
 * Return the mapping of a space's index. It sets no shards and no replicas, which Serverless refuses; the operator's
 * index template may.
 */
export function trackMapping(space: EmbeddingSpace, vectorIndex: VectorIndexType): estypes.MappingTypeMapping {
  return {
    dynamic: 'strict',
    _meta: { ...spaceMeta(space, SCHEMA_VERSION) },
    properties: {
      id: { type: 'keyword' },
      spaceId: { type: 'keyword' },
      title: name,
      artist: name,
      album: name,
      albumArtist: name,
      year: { type: 'long' },
      genre: name,
      trackNo: { type: 'long' },
      ...addedSince2,
      durationSeconds: { type: 'double' },
      paths: opaque,
      audioDigest: { type: 'keyword' },
      soundTags: { properties: { label: name, score: { type: 'float' } } },
      indexedAt: { type: 'date' },
      words: { properties: { title: words, artist: words, album: words } },
      embedding: {
        type: 'dense_vector',
        dims: space.dims,
        similarity: 'dot_product',
        index: true,
        index_options: vectorIndexOptions(vectorIndex),
      },
    },
  };
}

/** Return true if an index has the mapping that this program would give it now. */
export function hasCurrentMapping(
  { schema, vectorIndex }: { readonly schema: number; readonly vectorIndex: string | undefined },
  wanted: VectorIndexType,
): boolean {
  return schema === SCHEMA_VERSION && vectorIndex === wanted;
}
