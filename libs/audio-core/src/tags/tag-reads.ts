import type { TrackMetadata } from '@soundalike/catalog';
import { fileTypeFromBuffer } from 'file-type';
import type { IAudioMetadata, IOptions } from 'music-metadata';
import { metadataOf } from './track-metadata.ts';
import { parseFile } from './parse-file.ts';

/** A picture as it lies in the file. */
export interface Cover {
  readonly data: Uint8Array;
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

interface Reading<T> {
  readonly options: IOptions;
  readonly maxBytes: number;
  take(read: IAudioMetadata, path: string): T | null | Promise<T | null>;
}

/** Tags and covers of a real file are far below; a length is counted from all frames, of which none is kept. */
const MAX_BYTES = 256 * 2 ** 20;

const FRONT = 'Cover (front)';

const READINGS: { readonly [Wanted in TagRead]: Reading<TagReads[Wanted]> } = {
  metadata: { options: { duration: false, skipCovers: true }, maxBytes: MAX_BYTES, take: ({ common }, path) => metadataOf(common, path) },
  cover: { options: { duration: false }, maxBytes: MAX_BYTES, take: coverOf },
  duration: {
    options: { duration: true, skipCovers: true },
    maxBytes: Infinity,
    take: ({ format: { duration } }) => (duration !== undefined && Number.isFinite(duration) && duration > 0 ? duration : null),
  },
};

/** Reads a file's tags in this thread, however long it takes: `readTags` and its like have a thread of their own for that. @returns null where they cannot be made out. @throws as `parseFile` */
export async function readFromTags<Wanted extends TagRead>(wanted: Wanted, path: string): Promise<TagReads[Wanted] | null> {
  const { options, maxBytes, take } = READINGS[wanted];
  const read = await parseFile(path, options, maxBytes);
  return read && take(read, path);
}

async function coverOf({ common: { picture: pictures = [] } }: IAudioMetadata): Promise<Cover | null> {
  const picture = pictures.find(({ type }) => type === FRONT) ?? pictures[0];
  const type = picture && (await fileTypeFromBuffer(picture.data));
  // A copy: the picture is a view of the whole tag.
  return type?.mime.startsWith('image/') ? { data: picture!.data.slice(), mediaType: type.mime } : null;
}
