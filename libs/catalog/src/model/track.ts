import type { SoundTag } from './sound-tag.ts';

/** Where a track's file lies, relative to the dataset root, and what the file system said of it when it was read. */
export interface TrackPath {
  /** Relative to the dataset root, with `/` between folders on every system. */
  readonly path: string;
  /** File size in bytes. */
  readonly size: number;
  /** Modification time, milliseconds since the epoch. */
  readonly mtimeMs: number;
}

/** What the file's tags say. A missing tag is null or empty, never a made-up value; only `title` falls back, to the file name. */
export interface TrackMetadata {
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  readonly albumArtist: string | null;
  readonly year: number | null;
  readonly genre: readonly string[];
  readonly trackNo: number | null;
}

/** One recording as the store holds it, without its vector. One track may lie under several paths. */
export interface Track extends TrackMetadata {
  /** First 32 hexadecimal digits of `audioDigest`: the same audio has the same id wherever it lies and however it is tagged. */
  readonly id: string;
  /** Id of the embedding space that the vector belongs to. */
  readonly spaceId: string;
  readonly durationSeconds: number;
  readonly paths: readonly TrackPath[];
  /** `sha256:` and 64 hexadecimal digits, over the file's audio with the tag blocks left out. */
  readonly audioDigest: string;
  /** The model's own labels, most probable first. */
  readonly soundTags: readonly SoundTag[];
  /** ISO 8601, UTC. */
  readonly indexedAt: string;
}

/** A track with its L2-normalised embedding: what is written to a store. */
export interface EmbeddedTrack extends Track {
  /** `dims` values of the space, L2 norm 1 ± 1e-6. */
  readonly embedding: Float32Array;
}
