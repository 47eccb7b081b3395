/** Path of a track's file, with the size and time that the file had when it was read. */
export interface TrackPath {
  /** Relative to the dataset root, with `/` between folders on every system. */
  readonly path: string;
  /** File size in bytes. */
  readonly size: number;
  /** Modification time, milliseconds since the epoch. */
  readonly mtimeMs: number;
  /**
   * Time of the last change of content, name or attributes, milliseconds since the epoch; missing in records of old
   * versions, and where the system has none.
   */
  readonly ctimeMs?: number;
}

/**
 * Metadata from the file's tags. A missing tag is null or empty, never an invented value; only `title` has a fallback,
 * the file name.
 */
export interface TrackMetadata {
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  readonly albumArtist: string | null;
  readonly year: number | null;
  readonly genre: readonly string[];
  readonly trackNo: number | null;
}

/** Label of the model's vocabulary (AudioSet for Cnn14) with its probability. */
export interface SoundTag {
  readonly label: string;
  /** Probability, 0 to 1. */
  readonly score: number;
}

/** One recording as the store holds it, without its vector. A track can have several paths. */
export interface Track extends TrackMetadata {
  /** First 32 hexadecimal digits of `audioDigest`: the same audio has the same id, whatever its path and tags. */
  readonly id: string;
  /** Id of the embedding space that the vector belongs to. */
  readonly spaceId: string;
  readonly durationSeconds: number;
  readonly paths: readonly TrackPath[];
  /** `sha256:` and 64 hexadecimal digits, over the file's audio without the tag blocks. */
  readonly audioDigest: string;
  /** Labels that the model assigns, most probable first. */
  readonly soundTags: readonly SoundTag[];
  /** ISO 8601, UTC. */
  readonly indexedAt: string;
}

/** A track with its L2-normalised embedding, as it is written to a store. */
export interface EmbeddedTrack extends Track {
  /** `dims` values of the space, L2 norm 1 ± 1e-6. */
  readonly embedding: Float32Array;
}

/** Return only the metadata fields of a track. */
export function metadataOf({ title, artist, album, albumArtist, year, genre, trackNo }: TrackMetadata): TrackMetadata {
  return { title, artist, album, albumArtist, year, genre, trackNo };
}
