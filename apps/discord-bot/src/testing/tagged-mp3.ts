import { readFile, writeFile } from 'node:fs/promises';
import { id3v2Tag, pictureFrame } from '@soundalike/audio-core/testing';

/** A picture of one transparent pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Add front cover art to an MP3 file, in a separate ID3v2.3 tag. */
export async function addCover(path: string, picture: Buffer, mediaType = 'image/png'): Promise<void> {
  const frontCover = 3;
  await writeFile(
    path,
    Buffer.concat([id3v2Tag(3, [['APIC', pictureFrame(mediaType, frontCover, picture)]]), await readFile(path)]),
  );
}
