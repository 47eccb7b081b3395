import type { TrackMetadata } from '@soundalike/catalog';
import { fileTypeFromBuffer } from 'file-type';
import type { IAudioMetadata } from 'music-metadata';
import { parseFile } from './parse-file.ts';
import type { Parsing } from './parse-file.ts';
import { metadataOf } from './track-metadata.ts';

/** A picture as it lies in the file. */
export interface Cover {
  readonly data: Uint8Array<ArrayBuffer>;
  /** For example `image/jpeg`: what the bytes are, whatever the tag says. */
  readonly mediaType: string;
}

/** What a file can be asked for. */
export interface TagReads {
  readonly metadata: TrackMetadata;
  /** The front cover, else the first. */
  readonly cover: Cover;
  /** Seconds of audio: from the container, or counted from the frames where that does not say, as in an MP3 of variable bit rate without its header. */
  readonly duration: number;
}

export type TagRead = keyof TagReads;

interface Reading<T> extends Parsing {
  take(read: IAudioMetadata, path: string): T | null | Promise<T | null>;
}

/** Tags and covers of a real file are far below. */
const MAX_TAG_BYTES = 256 * 2 ** 20;

/** A larger cover is nothing that anybody shows. */
const MAX_COVER_BYTES = 16 * 2 ** 20;

const FRONT = 'Cover (front)';

const READINGS: { readonly [Wanted in TagRead]: Reading<TagReads[Wanted]> } = {
  metadata: {
    options: { duration: false, skipCovers: true },
    maxBytes: MAX_TAG_BYTES,
    isFound: hasTags,
    take: ({ common }, path) => metadataOf(common, path),
  },
  cover: { options: { duration: false }, maxBytes: MAX_TAG_BYTES, isFound: hasTags, take: coverOf },
  duration: {
    options: { duration: true, skipCovers: true },
    // Where the frames are counted, the whole file is read.
    maxBytes: Infinity,
    isFound: (read) => durationOf(read) !== null,
    take: durationOf,
  },
};

/**
 * Reads a file's tags in this thread, however long it takes: `readTags` and its like have threads of their own for that.
 * @returns null where they cannot be made out. @throws as `parseFile`
 */
export async function readFromTags<Wanted extends TagRead>(
  wanted: Wanted,
  path: string,
): Promise<TagReads[Wanted] | null> {
  const reading = READINGS[wanted];
  const read = await parseFile(path, reading);
  return read && reading.take(read, path);
}

function hasTags({ native }: IAudioMetadata): boolean {
  return Object.keys(native).length > 0;
}

function durationOf({ format: { duration } }: IAudioMetadata): number | null {
  return duration !== undefined && Number.isFinite(duration) && duration > 0 ? duration : null;
}

async function coverOf({ common: { picture: pictures = [] } }: IAudioMetadata): Promise<Cover | null> {
  const picture = pictures.find(({ type }) => type === FRONT) ?? pictures[0];
  if (!picture || picture.data.length > MAX_COVER_BYTES) return null;
  const type = await fileTypeFromBuffer(picture.data);
  // A copy: the picture is a view of the whole tag.
  return type?.mime.startsWith('image/') ? { data: new Uint8Array(picture.data), mediaType: type.mime } : null;
}
