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
  /** As written in the tags; several names of a list become one text ("A, B & C"). */
  readonly artist: string | null;
  /** Names that the tags list one by one; empty if they list none, or only one. */
  readonly artists: readonly string[];
  readonly album: string | null;
  readonly albumArtist: string | null;
  readonly year: number | null;
  /** ISO 8601 with the precision of the tags: `1999`, `1999-04` or `1999-04-01`. */
  readonly releaseDate: string | null;
  readonly genre: readonly string[];
  readonly trackNo: number | null;
  readonly discNo: number | null;
  /** Beats per minute, above 0. */
  readonly bpm: number | null;
  /** Musical key as written in the tags, for example `F#m` or `8A`. */
  readonly key: string | null;
  /** International Standard Recording Code: 12 characters, upper case, without hyphens. */
  readonly isrc: string | null;
  /** MusicBrainz identifier of the recording, a UUID in lower case. */
  readonly musicBrainzRecordingId: string | null;
  /** Number of chapters, as in an audiobook or a mix; null if the file has none. */
  readonly chapters: number | null;
  /**
   * Version of the program's tag reader that read these values. A run reads the tags of a track again if its reader is
   * newer; 0 for a track that was stored before there were versions.
   */
  readonly tagReaderVersion: number;
}

/** Metadata without any tag. Spread it where only some fields are known. */
export const NO_TAGS: Omit<TrackMetadata, 'title'> = {
  artist: null,
  artists: [],
  album: null,
  albumArtist: null,
  year: null,
  releaseDate: null,
  genre: [],
  trackNo: null,
  discNo: null,
  bpm: null,
  key: null,
  isrc: null,
  musicBrainzRecordingId: null,
  chapters: null,
  tagReaderVersion: 0,
};

/** Label of the model's vocabulary (AudioSet for Cnn14) with its probability, or one of `SOUND_WORDS` with how well it fits. */
export interface SoundTag {
  readonly label: string;
  /** 0 to 1. */
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
  /** Labels that the model assigns, and `SOUND_WORDS` that fit, most probable first. */
  readonly soundTags: readonly SoundTag[];
  /** ISO 8601, UTC. */
  readonly indexedAt: string;
}

/** A track with its L2-normalised embedding, as it is written to a store. */
export interface EmbeddedTrack extends Track {
  /** `dims` values of the space, L2 norm 1 ± 1e-6. */
  readonly embedding: Float32Array;
  /** Chromaprint fingerprint of the start; empty for a very short track, missing if none was computed. */
  readonly fingerprint?: Uint32Array;
}

const METADATA_FIELDS = Object.keys(NO_TAGS) as (keyof typeof NO_TAGS)[];

/**
 * Return only the metadata fields of a track, always in the same order. Fields that an older program did not store are
 * those of `NO_TAGS`.
 */
export function metadataOf(track: Pick<TrackMetadata, 'title'> & Partial<TrackMetadata>): TrackMetadata {
  const stored = METADATA_FIELDS.flatMap((field) => (track[field] === undefined ? [] : [[field, track[field]]]));
  return { title: track.title, ...NO_TAGS, ...(Object.fromEntries(stored) as Partial<TrackMetadata>) };
}
