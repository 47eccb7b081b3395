import { readFile, writeFile } from 'node:fs/promises';
import { id3v2Tag, pictureFrame } from '@soundalike/audio-core/testing';

/** A picture of one transparent dot. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Puts front cover art before an MP3 file, in an ID3v2.3 tag of its own. */
export async function addCover(path: string, picture: Buffer, mediaType = 'image/png'): Promise<void> {
  const frontCover = 3;
  await writeFile(
    path,
    Buffer.concat([id3v2Tag(3, [['APIC', pictureFrame(mediaType, frontCover, picture)]]), await readFile(path)]),
  );
}
