import type { EmbeddingSpace } from '../model/embedding-space.ts';
import type { EmbeddedTrack, Track, TrackMetadata, TrackPath } from '../model/track.ts';
import type { TrackFilter } from './track-filter.ts';

/** A track and its similarity to the query. */
export interface Neighbour {
  readonly track: Track;
  /** Cosine, −1 to 1. */
  readonly similarity: number;
}

/** The fields of a stored track that a planner needs to detect changes. */
export interface ListedTrack {
  readonly id: string;
  readonly paths: readonly TrackPath[];
  /** Version of the tag reader that read the track's tags; see `TrackMetadata`. */
  readonly tagReaderVersion: number;
}

/**
 * Changes to a stored track that need no new embedding. Paths are added and removed one by one, never replaced as a
 * list, so that several processes, each with a part of the files, can update one track at the same time.
 */
export interface TrackPatch {
  readonly id: string;
  /** Paths to add; an existing path gets the new size and time. */
  readonly addPaths?: readonly TrackPath[];
  /** Paths to remove, after the additions; missing ones are ignored. The track stays, even without any path. */
  readonly removePaths?: readonly string[];
  readonly metadata?: TrackMetadata;
  /**
   * The first path by name after the patch, with the size and time of its file; null for none. If given and different,
   * the patch fails. A track has the tags of its first path, so the process that read those tags must notice that
   * another process added an earlier file, removed one, or read a newer version in the meantime.
   * @throws `TRACK_CHANGED` from `patch`
   */
  readonly firstPath?: TrackPath | null;
}

/** Conditions of a deletion. */
export interface DeleteOptions {
  /** Delete only tracks without a path at the moment of deletion: another process can have added one. */
  readonly withoutPathsOnly?: boolean;
}

/** Public identifiers of a recording that tags can have. */
export type IdentifierKind = 'musicBrainzRecordingId' | 'isrc';

/** Filters of a neighbour search. */
export interface NeighbourOptions {
  /** Ids to exclude; the search still finds `k` other tracks if there are that many. */
  readonly exclude?: readonly string[];
  /** Conditions on the neighbours; the search still finds `k` that fulfil them if there are that many. */
  readonly filter?: TrackFilter;
}

/**
 * Storage of tracks and their vectors. One open store serves one embedding space, the same until it is closed.
 * Every method can throw `SoundalikeError` with `STORE_UNAVAILABLE` or `STORE_CORRUPT`; methods that write also with
 * `STORE_FULL`. If the space is dropped while the store is open, reads find nothing or throw `STORE_EMPTY`, and writes
 * fail with `STORE_EMPTY` or `STORE_UNAVAILABLE`.
 * A search can be limited to 10,000 results, and can find nothing for more than 100 words or for words of more than 255
 * characters.
 */
export interface TrackStore extends AsyncDisposable {
  readonly space: EmbeddingSpace;

  /** Return the number of tracks in this space. */
  count(): Promise<number>;

  /**
   * Insert tracks, or replace those with the same id. All tracks are checked before anything is written. Then either
   * all are written or none, if the store has transactions (SQLite); otherwise each track is written completely or not
   * at all (Elasticsearch), and a call that fails can be repeated.
   * A replaced track keeps its paths, merged with the new ones; a path in both gets the new size and time. The metadata
   * is that of the version with the first path by name, or the new one's if both have it. If an id is given twice, the
   * later track replaces the earlier one.
   * Idempotent. The tracks can be read by every later call of this process, and by other processes within a second.
   * @throws `TRACK_INVALID` if a vector has the wrong length, a non-finite value, or a norm outside 1 ± 1e-3; nothing
   * is written then
   * @throws `STORE_WRITE_FAILED` with the rejected tracks and the reasons
   * @throws `SPACE_MISMATCH` if a track's `spaceId` is not that of the store
   */
  upsert(tracks: readonly EmbeddedTrack[]): Promise<void>;

  /**
   * Change paths or metadata of stored tracks without their vectors, one after the other; all or none as in `upsert`.
   * No change of another process is lost.
   * @throws `TRACK_NOT_FOUND`; `TRACK_CHANGED` if the first path is not the one that a patch expects: that patch is not
   * applied
   */
  patch(patches: readonly TrackPatch[]): Promise<void>;

  /** Remove tracks. Unknown ids are ignored. */
  delete(ids: readonly string[], options?: DeleteOptions): Promise<void>;

  /**
   * Return the tracks with these ids (any text), in the given order and with its repetitions, without unknown ids. The
   * paths of a track are sorted by name, ascending.
   */
  get(ids: readonly string[]): Promise<Track[]>;

  /**
   * Return the vectors of these tracks as they were written (Elasticsearch scales those whose norm differs from 1 by
   * more than 1e-6), in the given order and with its repetitions, without unknown ids.
   */
  vectors(ids: readonly string[]): Promise<{ readonly id: string; readonly embedding: Float32Array }[]>;

  /** Return the fingerprints of those of these tracks that have one, by id, as they were written. */
  fingerprints(ids: readonly string[]): Promise<ReadonlyMap<string, Uint32Array>>;

  /**
   * Return a track chosen uniformly at random, or null if the store is empty.
   * @param randomSeed any safe integer; the same seed on the same set of ids gives the same track, in whatever order
   * they were written
   */
  random(randomSeed?: number): Promise<Track | null>;

  /**
   * Return the `k` tracks nearest to a stored track by cosine, most similar first, ties by id, without that track.
   * @param k at least 1; if there are fewer tracks, all of them are returned
   * @throws `TRACK_NOT_FOUND`
   */
  similarTo(id: string, k: number, options?: NeighbourOptions): Promise<Neighbour[]>;

  /**
   * Return the `k` tracks nearest to a vector of this space by cosine, most similar first, ties by id.
   * @throws `TRACK_INVALID` as `upsert`
   */
  similarToVector(embedding: Float32Array, k: number, options?: NeighbourOptions): Promise<Neighbour[]>;

  /**
   * Return the answer of `similarToVector` for each of these vectors, in their order, with fewer requests to a server.
   * A store in this process lets other work run between two of them.
   * @throws `TRACK_INVALID` as `upsert`, before anything is searched
   */
  similarToVectors(embeddings: readonly Float32Array[], k: number, options?: NeighbourOptions): Promise<Neighbour[][]>;

  /**
   * Return tracks whose title, artist or album contain every word of the text, as a prefix of a word and without regard
   * to letter case and accents. In scripts without blanks between words, any part of a name can be found. First come
   * tracks whose title, or title and artist, are the text, then titles that begin with it, then tracks with every word in
   * the title, in the artist, in the album, and the others; each by title. If fewer than three are found, and none is
   * named by the text, tracks follow whose longer words differ by one or two typos. `searchQuery` defines all this; text without words finds nothing.
   * @param limit at least 1
   */
  search(text: string, limit: number): Promise<Track[]>;

  /**
   * Return the tracks with this identifier, by id: several files can have the same recording.
   * @param value as `TrackMetadata` has it; any other text finds nothing
   * @param limit at least 1
   */
  findByIdentifier(kind: IdentifierKind, value: string, limit: number): Promise<Track[]>;

  /**
   * Read every track of the space, by id, without holding all of them in memory. Tracks that are added or deleted
   * during the listing can appear or not.
   */
  list(): AsyncIterable<ListedTrack>;

  /** Store the sorted sample of cosines between random pairs of tracks, the scale of similarity in this library. */
  writePairSimilarities(sorted: readonly number[]): Promise<void>;

  /** Return the stored sample, ascending, or an empty array if there is none yet. */
  readPairSimilarities(): Promise<readonly number[]>;

  /** Make this space the one that a reader gets without naming one. Idempotent. */
  serve(): Promise<void>;

  /** Close the store. Can be called twice. */
  close(): Promise<void>;
}
