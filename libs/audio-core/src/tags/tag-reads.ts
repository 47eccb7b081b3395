import type { TrackMetadata } from '@soundalike/catalog';
import { fileTypeFromBuffer } from 'file-type';
import type { IAudioMetadata, ICommonTagsResult } from 'music-metadata';
import { readWrittenArtists } from './id3-artists.ts';
import { parseFile } from './parse-file.ts';
import type { Parsing } from './parse-file.ts';
import { recordingIdOf } from './recording-id.ts';
import { metadataOf } from './track-metadata.ts';

/** A picture as it is stored in the file. */
export interface Cover {
  readonly data: Uint8Array<ArrayBuffer>;
  /** For example `image/jpeg`, detected from the bytes, not from the tag. */
  readonly mediaType: string;
}

/** Values that can be read from a file's tags. */
export interface TagReads {
  readonly metadata: TrackMetadata;
  /** The front cover, else the first. */
  readonly cover: Cover;
  /** Seconds of audio; see `readDuration`. */
  readonly duration: number;
}

export type TagRead = keyof TagReads;

interface Reading<T> extends Parsing {
  take(read: IAudioMetadata, path: string): T | null | Promise<T | null>;
}

/** Far above the tags and covers of any real file. */
const MAX_TAG_BYTES = 256 * 2 ** 20;

/** No program shows a larger cover. */
const MAX_COVER_BYTES = 16 * 2 ** 20;

const FRONT = 'Cover (front)';

const READINGS: { readonly [Wanted in TagRead]: Reading<TagReads[Wanted]> } = {
  metadata: {
    options: { duration: false, skipCovers: true, includeChapters: true },
    maxBytes: MAX_TAG_BYTES,
    isFound: hasTags,
    take: async (read, path) => ({
      ...metadataOf({ ...read.common, ...(await artistsAsWritten(read, path)) }, path, chaptersOf(read)),
      musicBrainzRecordingId: recordingIdOf(read),
    }),
  },
  cover: { options: { duration: false }, maxBytes: MAX_TAG_BYTES, isFound: hasTags, take: coverOf },
  duration: {
    options: { duration: true, skipCovers: true },
    // Counting the frames reads the entire file.
    maxBytes: Infinity,
    isFound: (read) => durationOf(read) !== null,
    take: durationOf,
  },
};

/**
 * Read from a file's tags in the current thread, without a time limit. `readTags` and others use separate threads.
 * @returns null if the tags do not have the value, or cannot be parsed
 * @throws the errors of `parseFile`
 */
export async function readFromTags<Wanted extends TagRead>(
  wanted: Wanted,
  path: string,
): Promise<TagReads[Wanted] | null> {
  const reading = READINGS[wanted];
  const read = await parseFile(path, reading);
  return read && reading.take(read, path);
}

/**
 * Return the artists of a file whose artist music-metadata has split at slashes, as it does in ID3v2.2 and v2.3. Of a
 * tag that is not at the start of the file, only the white space around a slash is not known.
 */
async function artistsAsWritten(
  { native }: IAudioMetadata,
  path: string,
): Promise<Pick<ICommonTagsResult, 'artist' | 'artists'> | null> {
  const split = [...(native['ID3v2.3'] ?? []), ...(native['ID3v2.2'] ?? [])]
    .filter(({ id }) => id === 'TPE1' || id === 'TP1')
    .map(({ value }) => String(value));
  if (split.length < 2 && !split[0]?.includes('\0')) return null;
  const artists = (await readWrittenArtists(path).catch(() => null)) ?? [split.join('/')];
  return { artist: artists[0]!, artists };
}

/** Count the chapters. Those of ID3v2 are counted by their frames: music-metadata forgets them if another tag follows. */
function chaptersOf({ native, format }: IAudioMetadata): number {
  const frames = Object.values(native).flatMap((tags) => tags.filter(({ id }) => id === 'CHAP'));
  return format.chapters?.length ?? frames.length;
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
  // A copy, because the picture is a view of the entire tag.
  return type?.mime.startsWith('image/') ? { data: new Uint8Array(picture.data), mediaType: type.mime } : null;
}
