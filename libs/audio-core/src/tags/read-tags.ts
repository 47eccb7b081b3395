import { isSoundalikeError } from '@soundalike/errors';
import type { TrackMetadata } from '@soundalike/catalog';
import type { Cover } from './tag-reads.ts';
import { TagThread } from './tag-thread.ts';
import { metadataOf } from './track-metadata.ts';

/** For the process, one for each kind, so that none waits for another; they start with the first file, and keep no process alive. */
const threads = {
  metadata: new TagThread(),
  cover: new TagThread({ totalMs: 30_000 }),
  // Counting the frames of an hour may take ten seconds, and without a length the whole track is embedded: only what never ends is ended.
  duration: new TagThread({ busyMs: 600_000, totalMs: 1_200_000 }),
};

/**
 * What a file's tags say: ID3v1 to v2.4, APEv2, Vorbis comments, MP4 and RIFF tags. Several artists become one text ("A, B & C"). Tags that
 * cannot be made out, or not in reasonable time, are tags that are missing: then only the title is set, to the file's name without its extension.
 * @throws `FILE_UNREADABLE`, `NOT_A_FILE`: of a file that cannot be read now it is not known that it has none
 */
export async function readTags(path: string): Promise<TrackMetadata> {
  return (await threads.metadata.read('metadata', path).catch(noneIfEmpty)) ?? metadataOf({}, path);
}

/** The cover in a file's tags: the front one, else the first; null when there is none, it is no picture or larger than 16 MiB, or the tags cannot be read. */
export async function readCover(path: string): Promise<Cover | null> {
  return threads.cover.read('cover', path).catch(() => null);
}

/**
 * Length of a file's audio in seconds: from the container, or counted from the frames where that does not say, as in an MP3 of variable
 * bit rate without its header.
 * @returns null where it cannot be told
 */
export async function readDuration(path: string): Promise<number | null> {
  return threads.duration.read('duration', path).catch(() => null);
}

function noneIfEmpty(error: unknown): null {
  if (isSoundalikeError(error, 'FILE_EMPTY')) return null;
  throw error;
}
