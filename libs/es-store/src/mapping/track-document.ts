import { metadataOf, searchWords } from '@soundalike/catalog';
import type { EmbeddedTrack, Track, TrackMetadata } from '@soundalike/catalog';
import { encodeVector, unitVector } from './vector-field.ts';

/** Fields that tracks are searched by, best first. */
export const NAME_FIELDS = ['title', 'artist', 'album'] as const;

type Words = Readonly<Record<(typeof NAME_FIELDS)[number], string>>;

/** A track as it is indexed. Elasticsearch omits the embedding from its answers unless requested. */
export type TrackDocument = Track & { readonly words: Words; readonly embedding: string };

/** Fields of a stored document that are not part of a `Track`. */
export const INNER_FIELDS = ['words', 'embedding'];

/** Create the document of a track. @throws `TRACK_INVALID` */
export function trackDocument({ embedding, ...track }: EmbeddedTrack, dims: number): TrackDocument {
  return { ...track, words: wordsOf(track), embedding: encodeVector(unitVector(embedding, dims, `track ${track.id}`)) };
}

/** Return the part of a document that new metadata replaces. */
export function metadataDocument(metadata: TrackMetadata): TrackMetadata & { readonly words: Words } {
  return { ...metadataOf(metadata), words: wordsOf(metadata) };
}

function wordsOf({ title, artist, album }: Pick<TrackMetadata, 'title' | 'artist' | 'album'>): Words {
  const folded = (text: string | null): string => searchWords(text ?? '').join(' ');
  return { title: folded(title), artist: folded(artist), album: folded(album) };
}
