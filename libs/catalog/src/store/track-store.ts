import type { EmbeddedTrack, Track, TrackMetadata, TrackPath } from '../model/track.ts';
import type { EmbeddingSpace } from '../model/embedding-space.ts';

/** A track and its cosine similarity to what was asked for. */
export interface Neighbour {
  readonly track: Track;
  /** Cosine, −1 to 1. */
  readonly similarity: number;
}

/** What the planner needs of a stored track to tell what changed. */
export interface ListedTrack {
  readonly id: string;
  readonly paths: readonly TrackPath[];
}

/**
 * What may change about a stored track without a new embedding. Paths are added and taken away one by one, never replaced as a whole,
 * so that several processes, each with its own share of the files, can work on one track at once.
 */
export interface TrackPatch {
  readonly id: string;
  /** Paths to add; one that is there already takes the new size and time. */
  readonly addPaths?: readonly TrackPath[];
  /** Paths to take away, after the adding; those that are not there are passed over. The track stays, also without any path. */
  readonly removePaths?: readonly string[];
  readonly metadata?: TrackMetadata;
  /**
   * Where given: what must be the first path by name once the patch is made, with size and time of its file, null for none. A track has the tags of its
   * first path, and who chose them must learn that another process has put a file before it, taken one away, or read a newer version of it, in the
   * meantime. @throws `TRACK_CHANGED` from `patch`
   */
  readonly firstPath?: TrackPath | null;
}

/** When a track is deleted. */
export interface DeleteOptions {
  /** Only where the track has no path left at the moment of deletion: another process may have added one. */
  readonly withoutPathsOnly?: boolean;
}

/** How a search for neighbours is narrowed. */
export interface NeighbourOptions {
  /** Ids that must not be among the neighbours; the search still finds `k` others where there are so many. */
  readonly exclude?: readonly string[];
}

/**
 * Where tracks and their vectors live. One open store serves one embedding space, the same until it is closed.
 * Every method may throw `SoundalikeError` with `STORE_UNAVAILABLE` or `STORE_CORRUPT`, those that write also with `STORE_FULL`. Of a space that was dropped under an open store
 * nothing is found, or the method throws `STORE_EMPTY`; what is written to it is refused with that or `STORE_UNAVAILABLE`.
 * A store may find no more than 10,000 at once, and nothing by more than 100 words or by words of more than 255 characters.
 */
export interface TrackStore extends AsyncDisposable {
  readonly space: EmbeddingSpace;

  /** Number of tracks in this space. */
  count(): Promise<number>;

  /**
   * Inserts the tracks, or replaces those with the same id. Every track is checked before anything is written; then all are written or none, where the store
   * has transactions (SQLite), else each track whole or not at all (Elasticsearch): a call that fails may be repeated. Of a track that is replaced the paths stay, united with the new ones;
   * one that is there already takes the new size and time; the metadata is that of whichever of the two has the first path by name, the new one's where both have it.
   * Of an id that comes twice, the later replaces the earlier.
   * Idempotent. Readable by every later call of this process, and of others within a second.
   * @throws `TRACK_INVALID` when a vector has the wrong length, a non-finite value, or a norm outside 1 ± 1e-3; nothing is written then.
   * @throws `STORE_WRITE_FAILED` naming the tracks that were refused and why.
   * @throws `SPACE_MISMATCH` when a track's `spaceId` is not that of the store.
   */
  upsert(tracks: readonly EmbeddedTrack[]): Promise<void>;

  /**
   * Changes paths or metadata of stored tracks, leaving their vectors alone, one after the other; all or none as `upsert`. No change of another process is lost.
   * @throws `TRACK_NOT_FOUND`; `TRACK_CHANGED` where the first path is not as a patch expects: that patch is not made
   */
  patch(patches: readonly TrackPatch[]): Promise<void>;

  /** Removes tracks. Ids that are not there are passed over. */
  delete(ids: readonly string[], options?: DeleteOptions): Promise<void>;

  /** The tracks with these ids (any text), in the order asked, each as often as asked; those that are not there are left out. A track's paths come by name, ascending. */
  get(ids: readonly string[]): Promise<Track[]>;

  /** The vectors of these tracks as they were written (Elasticsearch scales those whose norm is further than 1e-6 from 1), in the order asked, each as often as asked; those that are not there are left out. */
  vectors(ids: readonly string[]): Promise<{ readonly id: string; readonly embedding: Float32Array }[]>;

  /**
   * A track chosen uniformly at random, or null from an empty store.
   * @param randomSeed any safe integer; the same seed on the same set of ids gives the same track, however they were written.
   */
  random(randomSeed?: number): Promise<Track | null>;

  /**
   * The `k` tracks nearest to a stored track by cosine, most similar first, ties by id, the track itself left out.
   * @param k at least 1; where there are fewer tracks, all of them are found.
   * @throws `TRACK_NOT_FOUND`
   */
  similarTo(id: string, k: number, options?: NeighbourOptions): Promise<Neighbour[]>;

  /** The `k` tracks nearest to a vector of this space by cosine, most similar first, ties by id. @throws `TRACK_INVALID` as `upsert` */
  similarToVector(embedding: Float32Array, k: number, options?: NeighbourOptions): Promise<Neighbour[]>;

  /**
   * Tracks whose title, artist or album hold every word of the text (as a prefix of a word, letter case and accents set aside),
   * best first: those with every word in the title, then in the artist, then in the album, then the others. `searchWords` says what a word is;
   * everything else in the text counts as blank, and blank text finds nothing.
   * @param limit at least 1
   */
  search(text: string, limit: number): Promise<Track[]>;

  /** Every track of the space, by id, without holding them all in memory. One that comes or goes meanwhile may or may not be among them. */
  list(): AsyncIterable<ListedTrack>;

  /** Keeps the sorted sample of cosines between random pairs of tracks, which tells how close "close" is in this library. */
  writePairSimilarities(sorted: readonly number[]): Promise<void>;

  /** The stored sample, ascending, or an empty array where there is none yet. */
  readPairSimilarities(): Promise<readonly number[]>;

  /** Makes this space the one that readers get who ask for none by name. Idempotent. */
  serve(): Promise<void>;

  /** May be called twice. */
  close(): Promise<void>;
}
