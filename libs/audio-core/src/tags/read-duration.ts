import { parseFile } from 'music-metadata';

/**
 * Length of a file's audio in seconds: from the container, or counted from the frames where that does not say, as in an MP3 of variable
 * bit rate without its header.
 * @returns null where it cannot be told
 */
export async function readDuration(path: string): Promise<number | null> {
  try {
    const { duration } = (await parseFile(path, { duration: true, skipCovers: true })).format;
    return duration !== undefined && Number.isFinite(duration) && duration > 0 ? duration : null;
  } catch {
    return null;
  }
}
