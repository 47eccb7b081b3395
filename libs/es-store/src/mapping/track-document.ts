import { fingerprintToBytes, foldersOf, foldText, metadataOf, nameWords, searchKey } from '@soundalike/catalog';
import type { EmbeddedTrack, SEARCHED_NAMES, Track, TrackMetadata, TrackPath } from '@soundalike/catalog';
import { encodeVector, unitVector } from './vector-field.ts';

type Words = Readonly<Record<(typeof SEARCHED_NAMES)[number], string>>;

/** Names as `searchKey` and `foldText` write them, to compare and to sort by. */
interface FoldedNames {
  readonly title: string;
  readonly artist: string;
  readonly genre: readonly string[];
}

/** The part of a document that the metadata decides. */
type MetadataDocument = TrackMetadata & { readonly words: Words; readonly folded: FoldedNames };

/** The part of a document that the paths decide. */
interface PathsDocument {
  readonly paths: readonly TrackPath[];
  /** Every folder that one of the paths is in. */
  readonly folders: readonly string[];
}

/** A track as it is indexed. Elasticsearch omits the embedding from its answers unless requested. */
export type TrackDocument = Track &
  MetadataDocument &
  PathsDocument & {
    readonly embedding: string;
    /** Base64 of its bytes; missing if the track has none. */
    readonly fingerprint?: string;
  };

/** Fields of a stored document that are not part of a `Track`. */
export const INNER_FIELDS = ['words', 'folded', 'folders', 'embedding', 'fingerprint'];

/** Return the track of a stored document, which an older program may have written with fewer fields. */
export function trackOf(source: Track): Track {
  return { ...source, ...metadataOf(source) };
}

/** Create the document of a track. @throws `TRACK_INVALID` */
export function trackDocument({ embedding, fingerprint, ...track }: EmbeddedTrack, dims: number): TrackDocument {
  return {
    ...track,
    ...metadataDocument(track),
    ...pathsDocument(track.paths),
    embedding: encodeVector(unitVector(embedding, dims, `track ${track.id}`)),
    ...(fingerprint && { fingerprint: Buffer.from(fingerprintToBytes(fingerprint)).toString('base64') }),
  };
}

/** Return the part of a document that new metadata replaces. */
export function metadataDocument(metadata: TrackMetadata): MetadataDocument {
  return { ...metadataOf(metadata), words: wordsOf(metadata), folded: foldedNames(metadata) };
}

/** Return the part of a document that new paths replace. */
export function pathsDocument(paths: readonly TrackPath[]): PathsDocument {
  return { paths, folders: foldersOf(paths) };
}

function wordsOf(names: Pick<TrackMetadata, (typeof SEARCHED_NAMES)[number]>): Words {
  const wordsIn = (name: string | null): string => nameWords(name).join(' ');
  return { title: wordsIn(names.title), artist: wordsIn(names.artist), album: wordsIn(names.album) };
}

function foldedNames({ title, artist, genre }: TrackMetadata): FoldedNames {
  return { title: searchKey(title), artist: searchKey(artist), genre: genre.map(foldText) };
}
