import { fileTypeFromBuffer } from 'file-type';
import { parseFile } from 'music-metadata';
import type { IPicture } from 'music-metadata';

const FRONT = 'Cover (front)';

/** A picture as it lies in the file. */
export interface Cover {
  readonly data: Uint8Array;
  /** For example `image/jpeg`: what the bytes are, whatever the tag says. */
  readonly mediaType: string;
}

/** The cover in a file's tags: the front one, else the first; null when there is none, it is no picture, or the tags cannot be read. */
export async function readCover(path: string): Promise<Cover | null> {
  const pictures = await readPictures(path);
  const picture = pictures.find(({ type }) => type === FRONT) ?? pictures[0];
  const type = picture && (await fileTypeFromBuffer(picture.data));
  return type?.mime.startsWith('image/') ? { data: picture!.data, mediaType: type.mime } : null;
}

async function readPictures(path: string): Promise<IPicture[]> {
  try {
    return (await parseFile(path, { duration: false })).common.picture ?? [];
  } catch {
    return [];
  }
}
