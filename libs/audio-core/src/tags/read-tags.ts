import { isSoundalikeError } from '@soundalike/errors';
import type { TrackMetadata } from '@soundalike/catalog';
import type { Cover } from './tag-reads.ts';
import { TagThread } from './tag-thread.ts';
import { metadataOf } from './track-metadata.ts';
import { readTagsWithFfmpeg } from './ffmpeg-tags.ts';
import { deservesSecondLook } from './second-look.ts';

/** One thread for each kind of read, so that none waits for another. They do not keep the process alive. */
const threads = {
  metadata: new TagThread(),
  cover: new TagThread({ totalMs: 30_000 }),
  // Counting the frames of an hour can take ten seconds, and without a length the entire track is embedded: so only
  // a read that never ends is ended.
  duration: new TagThread({ busyMs: 600_000, totalMs: 1_200_000 }),
};

/**
 * Read a file's tags: ID3v1 to v2.4, APEv2, Vorbis comments, MP4 and RIFF tags. Several artists become one text
 * ("A, B & C"). Tags that cannot be parsed, or not in reasonable time, are looked for again with FFmpeg, if the file may
 * have some. Otherwise they count as missing: then only the title is set, to the file's name without its extension.
 * @throws `FILE_UNREADABLE`, `NOT_A_FILE`: a file that cannot be read may still have tags
 */
export async function readTags(path: string): Promise<TrackMetadata> {
  const untagged = metadataOf({}, path);
  const tags = (await threads.metadata.read('metadata', path).catch(noneIfEmpty)) ?? untagged;
  const isNameless = tags.artist === null && tags.title === untagged.title;
  if (!isNameless || !(await deservesSecondLook(path))) return tags;
  const second = await readTagsWithFfmpeg(path);
  if (second === null) return tags;
  // What FFmpeg does not name is kept.
  const found = Object.entries(second).filter(([, value]) => hasValue(value));
  return { ...tags, ...(Object.fromEntries(found) as Partial<TrackMetadata>) };
}

function hasValue(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null;
}

/**
 * Read the cover in a file's tags: the front cover, or else the first picture.
 * @returns null if there is none, it is not a picture or larger than 16 MiB, or the tags cannot be read
 */
export async function readCover(path: string): Promise<Cover | null> {
  return threads.cover.read('cover', path).catch(() => null);
}

/**
 * Return the length of a file's audio in seconds: from the container, or counted from the frames if the container does
 * not state it, as in an MP3 of variable bit rate without its header.
 * @returns null if it is unknown
 */
export async function readDuration(path: string): Promise<number | null> {
  return threads.duration.read('duration', path).catch(() => null);
}

function noneIfEmpty(error: unknown): null {
  if (isSoundalikeError(error, 'FILE_EMPTY')) return null;
  throw error;
}
