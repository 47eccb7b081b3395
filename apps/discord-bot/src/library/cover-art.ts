import { readCover } from '@soundalike/audio-core/tags';

/** A picture to attach to a message. Its name does not reveal the music file. */
export interface CoverFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Media types that Discord shows as images. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

/** Largest cover that is worth its upload. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Read the cover art from a music file's tags. @returns null if there is none of a suitable type and size */
export async function coverArt(file: string, maxBytes: number): Promise<CoverFile | null> {
  const cover = await readCover(file);
  const extension = cover && EXTENSIONS[cover.mediaType];
  if (!cover || !extension || cover.data.length > Math.min(MAX_BYTES, maxBytes)) return null;
  return { name: `cover.${extension}`, bytes: Buffer.from(cover.data) };
}
