import { readCover } from '@soundalike/audio-core/tags';
import type { SentFile } from '../interactions/bot-services.ts';

/** What Discord shows as an image. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

/** Above this a cover is not worth its upload. */
const MAX_BYTES = 4 * 1024 * 1024;

/** The cover art in a music file's tags as a file to attach, or null where there is none of a fitting kind and size. */
export async function coverArt(file: string, maxBytes: number): Promise<SentFile | null> {
  const cover = await readCover(file);
  const extension = cover && EXTENSIONS[cover.mediaType];
  if (!cover || !extension || cover.data.length > Math.min(MAX_BYTES, maxBytes)) return null;
  return { name: `cover.${extension}`, bytes: Buffer.from(cover.data) };
}
